import { catalog } from '@whorl/signals'
import type { Installation, ServerProcess } from '../../../tools/server-process.mjs'

/** Who the server took a visit for, and what it knew. */
export interface Identification {
  readonly visitorId: string
  readonly confidence: number
  /** How the id was decided: by a token, by the device, or not at all. */
  readonly method: string
  /** Each signal that counts for identity: its value as JSON, else why there is none. */
  readonly signals: ReadonlyMap<string, string>
}

/** What is used here of the published shape of Server API v4 with `include=whorl`. */
interface Answer {
  identification: { visitor_id: string; confidence: { score: number } }
  whorl: {
    why: { method: string }
    signals: { name: string; value?: unknown; error?: { name: string } }[]
  }
}

const identityNames: ReadonlySet<string> = new Set(
  catalog.filter(({ identity }) => identity !== 'none').map(({ name }) => name),
)

/**
 * Reads an event as the customer's own server does. The answer waits until the page has told
 * everything.
 */
export async function readIdentification(
  eventId: string,
  { endpoint }: ServerProcess,
  { secretKey }: Installation,
): Promise<Identification> {
  const reply = await fetch(`${endpoint}/v4/events/${eventId}?include=whorl`, {
    headers: { authorization: `Bearer ${secretKey}` },
  })
  if (reply.status !== 200) throw new Error(`event ${eventId}: ${reply.status}`)
  const { identification, whorl } = (await reply.json()) as Answer
  const read = whorl.signals.filter(({ name }) => identityNames.has(name))
  return {
    visitorId: identification.visitor_id,
    confidence: identification.confidence.score,
    method: whorl.why.method,
    signals: new Map(
      read.map(({ name, value, error }) => [
        name,
        error?.name ?? JSON.stringify(value) ?? 'absent',
      ]),
    ),
  }
}

/** Names of the signals that differ, with the reason of those that could not be read. */
export function changedSignals(before: Identification, now: Identification): string[] {
  const names = new Set([...before.signals.keys(), ...now.signals.keys()])
  return [...names].flatMap((name) => {
    const was = before.signals.get(name) ?? 'absent'
    const is = now.signals.get(name) ?? 'absent'
    if (was === is) return []
    return [/^[a-z]+$/i.test(is) ? `${name} ${is}` : name]
  })
}
