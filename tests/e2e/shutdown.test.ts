import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { envelope } from '@whorl/wire/envelope'
import { expect, test } from 'vitest'
import { createInstallation, startServer } from '../../tools/server-process.mjs'

/** An envelope without a challenge and without encryption, as old browsers on plain http send it. */
function plainEnvelope(publicKey: string, visit: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.from(`${envelope.noKey}.${randomBytes(12).toString('hex')}`)
  const payload = {
    v: 1,
    kind: 'identify',
    key: publicKey,
    platform: 'browser',
    sdk: { platform: 'js', version: '4.1.5' },
    url: `https://shop.example/${visit}`,
    signals: { timezone: { value: 'Europe/Berlin' } },
  }
  const head = Buffer.from([envelope.magic, envelope.version, 0, header.length])
  return Uint8Array.from(Buffer.concat([head, header, Buffer.from(JSON.stringify(payload))]))
}

test('SIGTERM under load finishes what was accepted and exits with 0', async () => {
  const installation = createInstallation()
  try {
    const server = await startServer(installation)
    const accepted: string[] = []
    let isOpen = true
    const lane = async () => {
      for (let visit = 0; isOpen; visit++) {
        const body = plainEnvelope(installation.publicKey, visit)
        const url = `${server.endpoint}/?key=${installation.publicKey}`
        // A refused connection is the end of the lane; every answer before it must be a real one.
        const reply = await fetch(url, { method: 'POST', body }).catch(() => undefined)
        if (!reply) return
        if (reply.status === 503) return
        expect(reply.status).toBe(200)
        const { eventId } = (await reply.json()) as { eventId: string }
        accepted.push(eventId)
      }
    }
    const lanes = Promise.all(Array.from({ length: 8 }, lane))
    await sleep(1_500)
    const before = accepted.length
    expect(await server.end('SIGTERM')).toBe(0)
    isOpen = false
    await lanes
    expect(before).toBeGreaterThan(20)

    const again = await startServer(installation)
    const lost: string[] = []
    for (const eventId of accepted) {
      const reply = await fetch(`${again.endpoint}/v4/events/${eventId}`, {
        headers: { authorization: `Bearer ${installation.secretKey}` },
      })
      if (reply.status !== 200) lost.push(eventId)
    }
    expect(lost).toEqual([])
    expect(await again.end('SIGTERM')).toBe(0)
  } finally {
    installation.remove()
  }
})
