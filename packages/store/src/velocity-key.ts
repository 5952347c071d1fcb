import { keptBackMs, type SeenVisit, type VelocityKeyKind, velocityWindowsMs } from '@whorl/core'
import type { EventRow } from './event-row'

/** What velocity is counted for. */
export interface VelocityKey {
  readonly kind: VelocityKeyKind
  readonly ws: string
  readonly key: string
}

/**
 * From how many events in a day on a key is counted in memory. Below, reading them costs less than
 * remembering them: 32 index entries take about as long as the look-up itself.
 */
export const fewVisitsMax = 32

/**
 * Visits that all counters of a process may hold: 20 bytes each, and some hundred for a value that
 * no visit before had.
 */
export const keptVisitsMax = 1_000_000

const [, hourMs, dayMs] = velocityWindowsMs

/** Visits at or before it are not told to a counter that begins at `at`, Unix ms. */
export function floorOf(at: number): number {
  return at - dayMs - keptBackMs
}

/** The same of the values of a visitor with more than `busyVisitorEvents` events in a day. */
export function valuesFloorOf(at: number): number {
  return at - hourMs - keptBackMs
}

/** The keys that an event counts for. */
export function velocityKeysOf({
  ws,
  visitorId,
  ip,
  linkedId,
}: Pick<EventRow, 'ws' | 'visitorId' | 'ip' | 'linkedId'>): VelocityKey[] {
  return [
    { kind: 'visitor', ws, key: visitorId },
    { kind: 'ip', ws, key: ip },
    ...(linkedId === null ? [] : [{ kind: 'linkedId' as const, ws, key: linkedId }]),
  ]
}

/** The event as one visit of a key of that kind. */
export function toVisit(
  { ts, ip, linkedId, country, visitorId }: EventRow,
  kind: VelocityKeyKind,
): SeenVisit {
  const values = {
    visitor: [ip, linkedId, country],
    ip: [],
    linkedId: [ip, visitorId],
  } as const satisfies Record<VelocityKeyKind, readonly (string | null)[]>
  return { at: ts, values: values[kind] }
}

/** Distinct for distinct keys: no stored text holds U+0000. */
export function nameOfKey({ kind, ws, key }: VelocityKey): string {
  return `${kind}\0${ws}\0${key}`
}
