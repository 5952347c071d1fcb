import { worldParameters } from '../world-parameters'
import { dayMs } from './calendar'
import type { Draw } from './draw'

const { visits } = worldParameters

/** When one browser comes, in order. At least once. */
export function planVisits(draw: Draw, startsAt: number, endsAt: number): number[] {
  const mean = Math.min(
    visits.gap.max,
    Math.max(visits.gap.min, draw.logNormal(visits.gap.median, visits.gap.sigma)),
  )
  const first = startsAt + draw.number() * visits.arrivalShare * (endsAt - startsAt)
  const leavesAt = draw.chance(visits.leaverShare)
    ? first + draw.exponential(visits.leaverDays) * dayMs
    : endsAt
  // A log-normal of this median has the mean that was drawn.
  const median = mean / Math.exp(visits.spreadSigma ** 2 / 2)
  const times: number[] = []
  for (let at = first; at < Math.min(endsAt, leavesAt) || times.length === 0; ) {
    times.push(Math.floor(at))
    at += Math.max(0.01, draw.logNormal(median, visits.spreadSigma)) * dayMs
  }
  return times
}
