import type { ClientAddresses } from '@whorl/core'
import type { NetworkData } from './network-data'

/** What data files say about an address; `undefined` where there are no files, or it is none. */
export function findAddresses(
  data: Pick<NetworkData, 'find' | 'sources'>,
  ip: string,
): ClientAddresses | undefined {
  if (data.sources().length === 0) return undefined
  const facts = data.find(ip)
  if (!facts) return undefined
  return facts.address.includes(':') ? { v6: facts } : { v4: facts }
}
