import { lnOddsOf } from './population/calibration'
import { gapBucket } from './population/layout'
import type { Population } from './population/population'
import { returnRate } from './population/return-rate'
import { tokenlessShare } from './population/tokens'
import type { Profile } from './profile'
import { isExcluded, type Scale, weigh } from './weigh'

/** A known visitor and how well it fits. */
export interface Weighed {
  readonly profile: Profile
  /** ln of the likelihood ratio, with how often the visitor comes, and how often without a token. */
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
const habitVisits = 3
/** Where the count of visits without a token ends. */
const tokenlessMax = 15

/** Weighs the candidates against each other and against a visitor that is not known yet. */
export function weighAll(scale: Scale, candidates: readonly Profile[]): Weighing {
  const weighed = candidates
    .filter((profile) => !isExcluded(profile, scale.visit))
    .map((profile) => {
      const score = weigh(scale, profile) + activity(profile, scale.now)
      return { profile, plain: score, score: score + tokenHabit(profile, scale) }
    })
  const ranked = weighed.sort(
    (a, b) =>
      b.score - a.score ||
      b.profile.lastSeenAt - a.profile.lastSeenAt ||
      (a.profile.visitorId < b.profile.visitorId ? -1 : 1),
  )
  const [best] = ranked
  if (!best) return { ranked, score: -Infinity, known: 0, share: 0 }
  const sum = ranked.reduce((total, { score }) => total + Math.exp(score - best.score), 0)
  const plainSum = ranked.reduce((total, { plain }) => total + Math.exp(plain - best.score), 0)
  const visitors = Math.max(1, scale.population.visitors)
  const score = best.score + Math.log(plainSum) - Math.log(visitors)
  const habit = Math.log(sum) - Math.log(plainSum)
  const rest = sum - 1
  return {
    ranked,
    score,
    known: knownChance(scale.population, score, habit),
    share: 1 / (1 + Math.max(0, rest) ** shareExponent),
  }
}

/** Chance that a visit with this score is of anybody known. */
export function knownChance(population: Population, score: number, habit = 0): number {
  const rate = returnRate(population)
  return 1 / (1 + Math.exp(-lnOddsOf(population, score) - habit) * ((1 - rate) / rate))
}

/**
 * A visitor that has always brought its token hardly comes without one; ln of how much rarer or
 * commoner that is with it than with others. Scores of shadows are made without it.
 */
function tokenHabit(
  { traits, visits, lastSeenAt }: Profile,
  { visit, population, now }: Scale,
): number {
  if (traits.tokenless >= tokenlessMax) return 0
  const kind = { classIndex: visit.classIndex, gap: gapBucket(now - lastSeenAt) }
  const usual = tokenlessShare(population, kind)
  const own = (traits.tokenless + habitVisits * usual) / (Math.max(1, visits - 1) + habitVisits)
  return Math.log(Math.min(1, own) / usual)
}

/** Who comes often is more likely to come now; half of its logarithm, and not for ever. */
function activity({ visits, firstSeenAt, lastSeenAt }: Profile, now: number): number {
  const days = Math.max(0, lastSeenAt - firstSeenAt) / dayMs + 7
  return 0.5 * Math.log(visits / days) + 1 - Math.max(0, now - lastSeenAt) / dayMs / 120
}
