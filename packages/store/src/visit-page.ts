import type { SeenVisit, VelocityKeyKind, VisitColumns } from '@whorl/core'

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

export function toSeenVisits({ times, values }: VisitColumns): SeenVisit[] {
  return times.map((at, index) => ({ at, values: values.map((column) => column[index] ?? null) }))
}
