import { isIPv4, isIPv6 } from 'node:net'

/** The addresses of a network, first and last, spelled as `ipKey` spells them. */
export interface IpRange {
  readonly first: string
  readonly last: string
}

interface Address {
  readonly family: 4 | 6
  readonly value: bigint
}

const mappedPrefix = 0xffffn
const bitsOf = { 4: 32, 6: 128 } as const

/**
 * An address as a text that sorts by its number: `4` and 8 hex digits, or `6` and 32. One that is
 * IPv4-mapped is IPv4.
 *
 * @returns null for what is no address
 */
export function ipKey(ip: string): string | null {
  const address = readAddress(ip)
  return address ? spell(address) : null
}

/**
 * The range of `192.0.2.0/24`, `2001:db8::/32` or a single address.
 *
 * @returns undefined for what is neither
 */
export function ipRange(text: string): IpRange | undefined {
  const [ip = '', length, ...rest] = text.split('/')
  const sent = readAddress(ip)
  if (!sent || rest.length > 0) return undefined
  const bits = bitsOf[sent.family]
  const isMapped = sent.family === 4 && ip.includes(':')
  const prefix = length === undefined ? bits : readLength(length) - (isMapped ? 96 : 0)
  if (!(prefix >= 0 && prefix <= bits)) return undefined
  const free = BigInt(bits - prefix)
  const first = (sent.value >> free) << free
  const last = first | ((1n << free) - 1n)
  return {
    first: spell({ ...sent, value: first }),
    last: spell({ ...sent, value: last }),
  }
}

const readLength = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN)

function spell({ family, value }: Address): string {
  return `${family}${value.toString(16).padStart(bitsOf[family] / 4, '0')}`
}

function readAddress(ip: string): Address | undefined {
  if (isIPv4(ip)) return { family: 4, value: readIpv4(ip) }
  // A zone means something on one machine only.
  if (!isIPv6(ip) || ip.includes('%')) return undefined
  const value = readIpv6(ip)
  return value >> 32n === mappedPrefix
    ? { family: 4, value: value & 0xffff_ffffn }
    : { family: 6, value }
}

function readIpv4(ip: string): bigint {
  return ip.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

/** @param ip what `isIPv6` takes: at most one `::`, at most eight groups */
function readIpv6(ip: string): bigint {
  const [head = '', tail] = ip.split('::')
  const before = readGroups(head)
  const after = readGroups(tail ?? '')
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0n)
  return [...before, ...gap, ...after].reduce((sum, group) => (sum << 16n) + group, 0n)
}

function readGroups(text: string): bigint[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)]
    const value = readIpv4(group)
    return [value >> 16n, value & 0xffffn]
  })
}
