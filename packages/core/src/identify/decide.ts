import type { Profile } from './profile'
import { lnOddsOf } from './population/calibration'
import type { Population } from './population/population'
import { returnRate } from './population/return-rate'
import { type Scale, isExcluded, weigh } from './weigh'

/** A known visitor and how well it fits. */
export interface Weighed {
  readonly profile: Profile
  /** ln of the likelihood ratio, with how often the visitor comes. */
  readonly score: number
}

/** All candidates together: whether it is anybody known, and who. */
export interface Weighing {
  /** Best first. */
  readonly ranked: readonly Weighed[]
  /** ln of the summed likelihood ratio over the number of visitors; what shadows are counted by. */
  readonly score: number
  /** Chance that the visit is of one of the candidates, 0 to 1. */
  readonly known: number
  /** The best candidate's part of that, 0 to 1. */
  readonly share: number
}

const dayMs = 86_400_000
/** How much the weights between candidates are trusted: they repeat themselves a little. */
const shareExponent = 0.8

/** Weighs the candidates against each other and against a visitor that is not known yet. */
export function weighAll(scale: Scale, candidates: readonly Profile[]): Weighing {
  const ranked = candidates
    .filter((profile) => !isExcluded(profile, scale.visit))
    .map((profile) => ({ profile, score: weigh(scale, profile) + activity(profile, scale.now) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.profile.lastSeenAt - a.profile.lastSeenAt ||
        (a.profile.visitorId < b.profile.visitorId ? -1 : 1),
    )
  const [best] = ranked
  if (!best) return { ranked, score: -Infinity, known: 0, share: 0 }
  const sum = ranked.reduce((total, { score }) => total + Math.exp(score - best.score), 0)
  const visitors = Math.max(1, scale.population.visitors)
  const score = best.score + Math.log(sum) - Math.log(visitors)
  const rest = sum - 1
  return {
    ranked,
    score,
    known: knownChance(scale.population, score),
    share: 1 / (1 + Math.max(0, rest) ** shareExponent),
  }
}

/** Chance that a visit with this score is of anybody known. */
export function knownChance(population: Population, score: number): number {
  const rate = returnRate(population)
  return 1 / (1 + Math.exp(-lnOddsOf(population, score)) * ((1 - rate) / rate))
}

/** Who comes often is more likely to come now; half of its logarithm, and not for ever. */
function activity({ visits, firstSeenAt, lastSeenAt }: Profile, now: number): number {
  const days = Math.max(0, lastSeenAt - firstSeenAt) / dayMs + 7
  return 0.5 * Math.log(visits / days) + 1 - Math.max(0, now - lastSeenAt) / dayMs / 120
}
