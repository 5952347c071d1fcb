import type { Facts, OsFamily } from '../facts'
import type { TcpFamily } from '../network-signature'
import { browserOs } from './browser-os'

/** Systems whose connections look alike; see the table of layouts in `enrich/src/signature`. */
const systems: Readonly<Record<Exclude<TcpFamily, 'unknown'>, readonly OsFamily[]>> = {
  windows: ['windows'],
  apple: ['macos', 'ios'],
  linux: ['linux', 'android', 'chromeos'],
  freebsd: ['other'],
}

/** Whether the connection comes from the system that the browser shows. */
export interface OsComparison {
  /** `unknown`: the connection was not seen, its layout is not known, or the page shows no system. */
  readonly result: 'same' | 'other' | 'unknown'
  /** For people; present when `other`. */
  readonly says?: string
}

/**
 * Another system's connection means that somebody else opened it (a proxy that ends TCP), or that
 * the page lies. VPNs that carry packets keep the client's own.
 */
export function compareOs(facts: Facts): OsComparison {
  const tcp = facts.network.signature?.tcp
  if (!tcp?.captured || tcp.family === 'unknown') return { result: 'unknown' }
  const os = browserOs(facts)
  if (os === undefined) return { result: 'unknown' }
  if (systems[tcp.family].includes(os)) return { result: 'same' }
  return {
    result: 'other',
    says: `the browser says ${os}, its connection is one of ${tcp.family} (${tcp.layout})`,
  }
}
