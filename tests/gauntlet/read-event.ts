import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation, ServerProcess } from '../../tools/server-process.mjs'

/** What is used here of the published shape of Server API v4 with `include=whorl`. */
export interface GauntletEvent {
  readonly event_id: string
  readonly bot?: 'bad' | 'good' | 'not_detected'
  readonly bot_type?: string
  readonly incognito?: boolean
  readonly developer_tools?: boolean
  readonly privacy_settings?: boolean
  readonly tampering?: boolean
  readonly virtual_machine?: boolean
  readonly browser_details?: {
    readonly browser_name: string
    readonly browser_full_version: string
  }
  readonly whorl: {
    readonly revision: number
    readonly evidence: Readonly<Record<string, readonly { says: string; weight: number }[]>>
    readonly late?: { readonly announced: readonly string[]; readonly state: string }
    readonly signals: readonly { readonly name: string; readonly value?: unknown }[]
  }
}

const waitMs = 12_000

/** Reads an event as the customer's own server does, again until its second message is in it. */
export async function readSettledEvent(
  eventId: string,
  { endpoint }: ServerProcess,
  { secretKey }: Installation,
): Promise<GauntletEvent> {
  const deadline = Date.now() + waitMs
  for (;;) {
    const reply = await fetch(`${endpoint}/v4/events/${eventId}?include=whorl`, {
      headers: { authorization: `Bearer ${secretKey}` },
    })
    if (reply.status !== 200) throw new Error(`event ${eventId}: ${reply.status}`)
    const event = (await reply.json()) as GauntletEvent
    if (isComplete(event) || Date.now() > deadline) return event
    await sleep(100)
  }
}

/** Whether every announced fact is there: `late.state` also says so when the server gave up. */
export function isComplete({ whorl: { late, signals } }: GauntletEvent): boolean {
  const names = new Set(signals.map(({ name }) => name))
  return late === undefined || late.announced.every((name) => names.has(name))
}
