import { fateOf, sharedIds } from './outcome'
import { changedSignals } from './read-identification'
import type { Visit, Visited } from './visit-farm'

/** One line for each environment, one for each id that two of them share, and the sum. */
export function report(all: readonly Visited[]): string[] {
  const shared = sharedIds(all)
  return [
    ...all.map(describe),
    ...[...shared].map(([id, names]) => `shared: ${id} by ${names.join(', ')}`),
    summary(all, shared.size),
  ]
}

/** True when every id was kept and belongs to one environment. */
export function isAsExpected(all: readonly Visited[]): boolean {
  return (
    sharedIds(all).size === 0 &&
    all.every((visited) => visited.visits.every((visit) => fateOf(visit, visited) !== 'lost'))
  )
}

function describe(visited: Visited): string {
  const { environment, visits } = visited
  const ids = visits.flatMap((visit) => ('visitorId' in visit ? [visit.visitorId] : []))
  return [
    environment.name.padEnd(16),
    builds(visits).padEnd(16),
    visits.map((visit) => describeVisit(visit, visited)).join(', '),
    [...new Set(ids)].join(' '),
  ].join('  ')
}

function builds(visits: readonly Visit[]): string {
  const majors = visits.flatMap((visit) =>
    'version' in visit ? [parseInt(visit.version, 10)] : [],
  )
  return [...new Set(majors)].join(' to ')
}

function describeVisit(visit: Visit, visited: Visited): string {
  const fate = fateOf(visit, visited)
  if ('problem' in visit) return `${visit.kind} LOST (${visit.problem})`
  const confidence = visit.confidence.toFixed(2)
  if (fate === 'first') return `first ${confidence}`
  if (fate === 'kept') return `${visit.kind} kept ${confidence}`
  const [first] = visited.visits
  const changed = first && 'signals' in first ? changedSignals(first, visit) : []
  return `${visit.kind} LOST ${confidence} (${visit.method}; changed: ${changed.join(', ')})`
}

function summary(all: readonly Visited[], shared: number): string {
  const fates = all.flatMap((visited) => visited.visits.map((visit) => fateOf(visit, visited)))
  const count = (fate: string) => fates.filter((one) => one === fate).length
  return [
    `${all.length} environments, ${fates.length} visits:`,
    `${count('kept')} kept, ${count('lost')} lost, ${shared} shared between environments`,
  ].join(' ')
}
