import { isIPv4, isIPv6 } from 'node:net'
import { type Logger, pino } from 'pino'
import type { LogLevel } from '../config'

/**
 * The log: JSON lines on standard output. Bodies and headers are never logged; what could still
 * name a person or a key goes through `maskIp` and `maskKey` first.
 */
export function createLogger(level: LogLevel): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

/** The network of an address: /24 of IPv4, /48 of IPv6. */
export function maskIp(ip: string): string {
  if (isIPv4(ip)) return `${ip.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(ip)) return 'unknown'
  return `${expandIpv6(ip).slice(0, 3).join(':')}::/48`
}

/** The /64 of an IPv6 address, the whole of an IPv4 one: what one subscriber usually holds. */
export function subscriberOf(ip: string): string {
  return isIPv6(ip) ? `${expandIpv6(ip).slice(0, 4).join(':')}::/64` : ip
}

function expandIpv6(ip: string): string[] {
  const [head = '', tail] = ip.toLowerCase().split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const [left, right] = [groups(head), groups(tail)]
  const missing = Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array<string>(missing).fill('0'), ...right]
}

/** Kind and last four characters of a key; nothing of a short one. */
export function maskKey(token: string): string {
  if (token.length < 12) return '…'
  return `${/^[a-z]{2}_/.exec(token)?.[0] ?? ''}…${token.slice(-4)}`
}
