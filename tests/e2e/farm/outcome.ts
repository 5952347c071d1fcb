import type { Visit, Visited } from './visit-farm'

/** Where a visit's id stands to the one of the environment's first visit. */
export type Fate = 'first' | 'kept' | 'lost'

/** A visit without an id is lost, whatever stopped it. */
export function fateOf(visit: Visit, { visits: [first] }: Visited): Fate {
  if ('problem' in visit) return 'lost'
  if (visit.kind === 'first') return 'first'
  return first && 'visitorId' in first && first.visitorId === visit.visitorId ? 'kept' : 'lost'
}

/** Ids that more than one environment got, with the names of those. */
export function sharedIds(all: readonly Visited[]): Map<string, string[]> {
  const owners = new Map<string, Set<string>>()
  for (const { environment, visits } of all) {
    for (const visit of visits) {
      if ('problem' in visit) continue
      const names = owners.get(visit.visitorId) ?? new Set()
      owners.set(visit.visitorId, names.add(environment.name))
    }
  }
  return new Map(
    [...owners].filter(([, names]) => names.size > 1).map(([id, names]) => [id, [...names]]),
  )
}
