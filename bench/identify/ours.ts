import { openDrive } from './drive'
import type { Linker } from './linker'
import type { Visit } from './world/browser'

/** The engine of this project on its own store. */
export async function openOurs(seed: string): Promise<Linker> {
  const drive = await openDrive(seed)
  return {
    name: 'whorl',
    async see(visit, token) {
      const { visitorId, confidence, storage } = await drive.see(toDriven(visit, token))
      return { id: visitorId, confidence, token: visitorId + storage }
    },
    close: () => drive.close(),
  }
}

/** Signals that travel in the second message, when the id is out already. */
const late: ReadonlySet<string> = new Set([
  'mediaDevices',
  'overrides',
  'privateFiles',
  'timerStep',
])

const idLength = 20

/** The visit as the server's pipeline has it, with a token of an id alone or of an id and a storage. */
export function toDriven({ readings, network, snapshot }: Visit, token?: string) {
  const anchors =
    token === undefined
      ? []
      : (['httpCookie', 'local'] as const).map((carrier) => ({
          carrier,
          state: 'valid' as const,
          visitorId: token.slice(0, idLength),
          ...(token.length > idLength && { storage: token.slice(idLength) }),
        }))
  return {
    payload: {
      v: 1 as const,
      kind: 'identify' as const,
      key: 'pk_bench',
      platform: 'browser' as const,
      sdk: { platform: 'js' as const, version: '4.1.5' },
      url: 'https://shop.example/',
      signals: Object.fromEntries(Object.entries(readings).filter(([name]) => !late.has(name))),
    },
    network,
    anchors,
    now: snapshot.at,
  }
}
