import { parseNetwork } from './ip-network'
import { encodeRanges } from './range-encode'
import type { RangeHeader } from './range-header'
import { RangeRows } from './range-rows'

export interface RangeBuilder {
  /** Both ends included. @throws RangeError when the numbers are no range of IPv4 addresses */
  addV4(first: number, last: number, value: string): void
  /** Both ends included. @throws RangeError when the numbers are no range of IPv6 addresses */
  addV6(first: bigint, last: bigint, value: string): void
  /** False when the text is neither an address nor a CIDR range. */
  addCidr(text: string, value: string): boolean
  /** How many ranges are kept: with `disjoint`, joined neighbours count once. */
  rows(): number
  /** The bytes of a range file. */
  encode(header: RangeHeader): Uint8Array
}

const v4Max = 0xffff_ffff
const v6Max = (1n << 128n) - 1n
const insideMax = (1n << 64n) - 1n
const mappedFirst = 0xffff_0000_0000n
const mappedLast = 0xffff_ffff_ffffn

/**
 * Collects address ranges and writes them as a range file. Any order will do, sorted input is
 * fastest. Where ranges overlap the narrower wins; of two equal ones the later.
 *
 * @param options.mergeEqual joins adjacent ranges of equal value; without, each stays as it was
 *   announced
 * @param options.disjoint promises that no ranges overlap, as those of a MaxMind tree: equal
 *   neighbours are then joined as they come (peak of DB-IP's city data: 498 MB, else 642)
 */
export function createRangeBuilder({ mergeEqual = true, disjoint = false } = {}): RangeBuilder {
  const joins = mergeEqual && disjoint
  const v4 = new RangeRows(4, joins)
  const v6 = new RangeRows(6, joins)
  const values = new Map<string, number>()
  const scratch = new BigUint64Array(4)
  const words = new Uint32Array(scratch.buffer)
  const addV4 = (first: number, last: number, value: string) => {
    const isRange = isV4(first) && isV4(last) && first <= last
    if (!isRange) throw new RangeError(`${first} to ${last} is no range of IPv4 addresses`)
    v4.add(0, first, 0, last, intern(values, value))
  }
  const addV6 = (first: bigint, last: bigint, value: string) => {
    const isRange = first >= 0n && last <= v6Max && first <= last
    if (!isRange) throw new RangeError(`${first} to ${last} is no range of IPv6 addresses`)
    if (first >= mappedFirst && last <= mappedLast) {
      addV4(Number(first - mappedFirst), Number(last - mappedFirst), value)
      return
    }
    scratch[0] = first
    scratch[1] = first >> 64n
    scratch[2] = last
    scratch[3] = last >> 64n
    const [f0 = 0, f1 = 0, f2 = 0, f3 = 0, l0 = 0, l1 = 0, l2 = 0, l3 = 0] = words
    const isWhole = f0 === 0 && f1 === 0 && l0 === v4Max && l1 === v4Max
    const inside = isWhole ? undefined : ([first & insideMax, last & insideMax] as const)
    v6.add(f3, f2, l3, l2, intern(values, value), inside)
  }
  return {
    addV4,
    addV6,
    addCidr(text, value) {
      const network = parseNetwork(text)
      if (network?.kind === 4) addV4(network.first, network.last, value)
      else if (network) addV6(network.first, network.last, value)
      return network !== undefined
    },
    rows: () => v4.count + v6.count,
    encode: (header) => encodeRanges({ header, v4, v6, values, mergeEqual }),
  }
}

function isV4(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= v4Max
}

/** Numbers of the distinct values, from 1. */
function intern(values: Map<string, number>, value: string): number {
  const known = values.get(value)
  if (known !== undefined) return known
  // A part of a longer text keeps the whole text in memory: only a copy is kept.
  const copy = Buffer.from(value).toString()
  const number = values.size + 1
  values.set(copy, number)
  return number
}
