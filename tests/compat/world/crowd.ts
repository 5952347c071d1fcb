import { createHash } from 'node:crypto'
import type { createSender } from './visitor'

/** So many visitors say what is rare, and more than enough what is usual. */
const visitors = 1_010
const atOnce = 8
const visitsOfBusy = 30

/**
 * Sends many visitors, each with a machine of its own, and one of them many times.
 *
 * @returns the token of the busy one
 */
export async function sendCrowd({ visit }: ReturnType<typeof createSender>) {
  for (let first = 0; first < visitors; first += atOnce)
    await Promise.all(Array.from({ length: atOnce }, (_, index) => visit(machine(first + index))))
  const { token } = await visit(machine(visitors + atOnce))
  for (let count = 0; count < visitsOfBusy; count++)
    await visit({ ...machine(visitors + atOnce), ...(token !== undefined && { token }) })
  return token
}

function machine(index: number) {
  const hash = (what: string) => createHash('md5').update(`${what} ${index}`).digest('hex')
  return {
    ip: `81.20.${1 + (index >> 8)}.${index & 255}`,
    signals: {
      canvas: { winding: true, geometry: hash('geometry'), text: hash('text') },
      fonts: [`Font ${index}`, `Font ${index * 7}`],
      fontHash: hash('fonts'),
      audio: 100 + index / 1_000,
    },
  }
}
