import type { ClientAddresses } from '@whorl/core'
import type { NetworkData } from './network-data'

/** What data files say about the address of a client; `undefined` where there are no files. */
export function findAddresses(
  data: Pick<NetworkData, 'find' | 'sources'>,
  ip: string,
): ClientAddresses | undefined {
  return data.sources().length > 0 ? addressesOf(data, [ip]) : undefined
}

/**
 * A client's addresses with what data files say about them, if there are any. Of two addresses of
 * one family the first counts. `undefined` when none is an address.
 */
export function addressesOf(
  data: Pick<NetworkData, 'find'>,
  ips: readonly string[],
): ClientAddresses | undefined {
  const facts = ips.flatMap((ip) => data.find(ip) ?? [])
  const v4 = facts.find(({ address }) => !address.includes(':'))
  const v6 = facts.find(({ address }) => address.includes(':'))
  return v4 || v6 ? { ...(v4 && { v4 }), ...(v6 && { v6 }) } : undefined
}
