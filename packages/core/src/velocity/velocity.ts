/** How often something was counted in the time before an event, the event itself included. */
export interface VelocityCounts {
  readonly fiveMinutes: number
  readonly hour: number
  /** Left out of distinct counts when the visitor is too busy. */
  readonly day?: number
}

/** Of the event's visitor, address and linked id. What an event has no data for is absent. */
export interface Velocity {
  readonly distinctIp: VelocityCounts
  readonly distinctLinkedId?: VelocityCounts
  readonly distinctCountry?: VelocityCounts
  readonly events: Required<VelocityCounts>
  readonly ipEvents: Required<VelocityCounts>
  readonly distinctIpByLinkedId?: VelocityCounts
  readonly distinctVisitorIdByLinkedId?: VelocityCounts
}

/** Five minutes, an hour, a day; a window holds its end and not its beginning. */
export const velocityWindowsMs = [300_000, 3_600_000, 86_400_000] as const

/** One number for each of `velocityWindowsMs`. */
export type WindowNumbers = readonly [number, number, number]

/** What was counted for one key: its events, and for each kind of value how many distinct ones. */
export interface KeyCounts {
  readonly events: WindowNumbers
  readonly distinct: readonly WindowNumbers[]
}

/** The kinds of value that are counted for each kind of key, in the order of `KeyCounts`. */
export const velocityValues = {
  visitor: ['ip', 'linkedId', 'country'],
  ip: [],
  linkedId: ['ip', 'visitorId'],
} as const

export type VelocityKeyKind = keyof typeof velocityValues

/** Above so many events of the visitor in a day, distinct counts of a day are left out. */
export const busyVisitorEvents = 20_000

/** What of an event is counted. */
export interface CountedEvent {
  readonly visitorId: string
  readonly ip: string
  readonly linkedId: string | null
  readonly country: string | null
}

/** @param byLinkedId is needed for an event with a linked id */
export function toVelocity(
  { linkedId, country }: Pick<CountedEvent, 'linkedId' | 'country'>,
  counts: {
    readonly visitor: KeyCounts
    readonly ip: KeyCounts
    readonly linkedId: KeyCounts | undefined
  },
): Velocity {
  const isBusy = counts.visitor.events[2] > busyVisitorEvents
  const distinct = (found: KeyCounts | undefined, place: number, isKnown = true) => {
    const numbers = isKnown ? found?.distinct[place] : undefined
    return numbers && toCounts(numbers, isBusy)
  }
  const distinctIp = distinct(counts.visitor, 0)
  if (!distinctIp) throw new Error('a visitor was counted without its addresses')
  const distinctLinkedId = distinct(counts.visitor, 1, linkedId !== null)
  const distinctCountry = distinct(counts.visitor, 2, country !== null)
  const distinctIpByLinkedId = distinct(counts.linkedId, 0)
  const distinctVisitorIdByLinkedId = distinct(counts.linkedId, 1)
  return {
    distinctIp,
    ...(distinctLinkedId && { distinctLinkedId }),
    ...(distinctCountry && { distinctCountry }),
    events: toAllCounts(counts.visitor.events),
    ipEvents: toAllCounts(counts.ip.events),
    ...(distinctIpByLinkedId && { distinctIpByLinkedId }),
    ...(distinctVisitorIdByLinkedId && { distinctVisitorIdByLinkedId }),
  }
}

function toAllCounts([fiveMinutes, hour, day]: WindowNumbers): Required<VelocityCounts> {
  return { fiveMinutes, hour, day }
}

function toCounts(numbers: WindowNumbers, isBusy: boolean): VelocityCounts {
  const { day, ...short } = toAllCounts(numbers)
  return isBusy ? short : { ...short, day }
}
