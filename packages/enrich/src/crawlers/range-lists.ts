import { type AddressRanges, parseRanges } from '../address'
import { type WatchedFolder, type WatchOptions, watchFolder } from '../watched-folder'

/** The addresses that an operator publishes. */
export interface RangeList {
  readonly ranges: AddressRanges
  /** Unix ms of the newer of the list's own date and the file's. */
  readonly asOf: number
}

export type RangeLists = WatchedFolder<RangeList>

/** The longest published list has about 2,000 ranges (2026). */
const rangesMax = 20_000

/**
 * Published addresses, one file for each list, in Google's form:
 * `{"prefixes": [{"ipv4Prefix": "…"}, {"ipv6Prefix": "…"}]}`.
 */
export function openRangeLists(
  folder: string,
  complain: WatchOptions<RangeList>['complain'],
): RangeLists {
  return watchFolder(folder, { parse: parseList, complain })
}

function parseList(json: unknown, modifiedAt: number): RangeList {
  // Anything may stand in the file; every field is checked below.
  const { prefixes, creationTime } = Object(json) as Record<string, unknown>
  if (!Array.isArray(prefixes) || prefixes.length === 0)
    throw new RangeError('has no list of "prefixes"')
  if (prefixes.length > rangesMax) throw new RangeError(`has more than ${rangesMax} prefixes`)
  const created = typeof creationTime === 'string' ? Date.parse(creationTime) : Number.NaN
  return {
    ranges: readRanges(prefixes.map(entryOf)),
    asOf: Number.isNaN(created) ? modifiedAt : Math.max(created, modifiedAt),
  }
}

function entryOf(prefix: unknown): string {
  const { ipv4Prefix, ipv6Prefix } = Object(prefix) as Record<string, unknown>
  const entry = ipv4Prefix ?? ipv6Prefix
  if (typeof entry === 'string') return entry
  throw new RangeError('has a prefix with neither ipv4Prefix nor ipv6Prefix')
}

function readRanges(entries: readonly string[]): AddressRanges {
  try {
    return parseRanges(entries)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new RangeError(`has a wrong prefix: ${cause.message}`, { cause })
  }
}
