import type { VelocityKeyKind, VisitColumns } from '@whorl/core'

/** The columns of `events` that hold `velocityValues`, in their order. */
export const valueColumns = {
  visitor: ['ip', 'linked_id', 'country'],
  ip: [],
  linkedId: ['ip', 'visitor_id'],
} as const satisfies Record<VelocityKeyKind, readonly string[]>

/**
 * Visits of a busy key that are read at a time. The database hands them over as one row of JSON
 * lists: a row for each would cost ten times as much.
 */
export const visitPageMax = 8_192

/**
 * A full page without its last millisecond, which may have more visits than fit.
 *
 * @returns `undefined` when the page is all of one millisecond
 */
export function withoutLastMoment({ times, values }: VisitColumns): VisitColumns | undefined {
  const count = times.indexOf(times.at(-1) ?? 0)
  if (count <= 0) return undefined
  return { times: times.slice(0, count), values: values.map((column) => column.slice(0, count)) }
}
