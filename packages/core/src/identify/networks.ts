import { combineHashes, hashText } from './hash-text'

/** Leading groups that name a network, narrow to wide; of 8 bits in IPv4, of 16 in IPv6. */
const groupCounts = [4, 3, 2] as const
/** Hashes that `networksOf` gives for each address. */
export const networkLevels = groupCounts.length

/**
 * The networks of an address, narrow to wide: of IPv4 the address, /24 and /16; of IPv6 /64 (a home;
 * the rest changes daily), /48 and /32 (mostly a provider's). Empty for anything else.
 */
export function networksOf(ip: string): number[] {
  const groups = ip.includes(':') ? ipv6Groups(ip) : ipv4Groups(ip)
  if (!groups) return []
  return groupCounts.map((count) =>
    combineHashes(groups.length * 16 + count, hashText(groups.slice(0, count).join('.'))),
  )
}

function ipv4Groups(ip: string): string[] | undefined {
  const groups = ip.split('.')
  return groups.length === 4 ? groups : undefined
}

function ipv6Groups(ip: string): string[] | undefined {
  const [address = ''] = ip.toLowerCase().split('%')
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 0) return undefined
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after]
  return groups.map((group) => group.replace(/^0+(?=.)/, ''))
}
