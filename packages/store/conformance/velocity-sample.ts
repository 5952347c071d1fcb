import type { EventRecord, Velocity } from '@whorl/core'

/** A generator of whole numbers below `limit`, the same for the same seed (Numerical Recipes). */
export function createDraw(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

type Counted = Pick<EventRecord, 'timestamp' | 'identification' | 'ip' | 'linkedId' | 'verdicts'>

/** Verdicts of an address in that country. */
export function inCountry(countryCode: string): EventRecord['verdicts'] {
  const from = { source: 'test', asOf: 0, licence: 'CC0-1.0' }
  const v4 = { address: '192.0.2.1', isBogon: true, known: [], geolocation: { countryCode, from } }
  return { ip_info: { value: { v4 }, evidence: [] } }
}

const countryOf = ({ verdicts }: Counted) => verdicts.ip_info?.value.v4?.geolocation?.countryCode
const visitorOf = ({ identification }: Counted) => identification.visitorId

/** Velocity of the last of `events`, by looking at each of them. */
export function recountVelocity(events: readonly Counted[]): Velocity {
  const event = events.at(-1)
  if (!event) throw new Error('there is no event to count for')
  const end = event.timestamp
  const day = events.filter(({ timestamp: at }) => at <= end && at > end - 86_400_000)
  const count = (isSame: (other: Counted) => boolean, toValue: (other: Counted) => unknown) => {
    const within = (seconds: number): number => {
      const counted = day.filter(
        (other) => isSame(other) && other.timestamp > end - 1_000 * seconds,
      )
      return new Set(counted.map(toValue).filter((value) => value !== undefined)).size
    }
    return { fiveMinutes: within(300), hour: within(3_600), day: within(86_400) }
  }
  const isVisitor = (other: Counted) => visitorOf(other) === visitorOf(event)
  const isLinked = (other: Counted) => other.linkedId === event.linkedId
  const ipOf = ({ ip }: Counted) => ip
  return {
    distinctIp: count(isVisitor, ipOf),
    ...(event.linkedId !== undefined && {
      distinctLinkedId: count(isVisitor, ({ linkedId }) => linkedId),
    }),
    ...(countryOf(event) !== undefined && { distinctCountry: count(isVisitor, countryOf) }),
    events: count(isVisitor, (other) => other),
    ipEvents: count(
      ({ ip }) => ip === event.ip,
      (other) => other,
    ),
    ...(event.linkedId !== undefined && {
      distinctIpByLinkedId: count(isLinked, ipOf),
      distinctVisitorIdByLinkedId: count(isLinked, visitorOf),
    }),
  }
}
