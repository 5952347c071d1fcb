import type { EventRecord } from '@whorl/core'
import { catalog } from '@whorl/signals'
import type { EventV4 } from '@whorl/wire'
import { toEventV4 } from './event-v4'
import { toWhorlPart, type WhorlPart } from './whorl-part'

/** What the demo page shows of one event: `GET /demo/events/:event_id?view=…`. */
export interface DemoView {
  event: EventV4
  whorl: Omit<WhorlPart, 'signals'>
  /** Every signal in the catalogue's order, with what it means. */
  signals: DemoSignal[]
}

export interface DemoSignal {
  name: string
  label: string
  /** One sentence: what it is, and what changes it. */
  docs: string
  identity: 'strong' | 'weak' | 'none'
  stability: 'device' | 'build' | 'session'
  /** Absent with no error either: the browser has no such thing. */
  value?: unknown
  error?: { name: string; message?: string }
  /** How long the reading took, in milliseconds. */
  ms?: number
  /** The agent has not sent it, or not yet. */
  missing?: 'late' | 'not_sent'
}

export function toDemoView(event: EventRecord): DemoView {
  const { signals, ...whorl } = toWhorlPart(event)
  const read = new Map(signals.map((signal) => [signal.name, signal]))
  const isPending = event.late !== undefined && event.late.completedAt === undefined
  const announced = new Set(isPending ? event.late?.announced : [])
  return {
    event: toEventV4(event),
    whorl,
    signals: catalog.map(({ name, label, docs, identity, stability }) => {
      const reading = read.get(name)
      return {
        ...(reading ?? { missing: announced.has(name) ? 'late' : 'not_sent' }),
        name,
        label,
        docs,
        identity,
        stability,
      }
    }),
  }
}
