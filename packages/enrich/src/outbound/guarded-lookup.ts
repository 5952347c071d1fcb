import { type LookupAddress, lookup as lookUp } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { RequestRefused } from './request-refused'

/** Asks for every address of a host. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

/** The system's resolver. */
export const systemResolve: Resolve = (host, done) => {
  lookUp(host, { all: true }, (error, addresses) => done(error, addresses ?? []))
}

/**
 * Looks at the very addresses that the socket then connects to: a name that was checked before
 * could have another address by then. One hidden address among them is enough to refuse.
 */
export function guardedLookup(
  isAllowed: (address: string) => boolean,
  resolve: Resolve = systemResolve,
): LookupFunction {
  return (host, options, done) => {
    resolve(host, (error, addresses) => {
      if (error) return done(error, [])
      const refusal = refusalOf(host, addresses, isAllowed)
      const usable = addresses.filter(
        ({ family }) => options.family === 0 || !options.family || family === familyOf(options),
      )
      const [first] = usable
      if (refusal !== undefined || !first)
        return done(new RequestRefused(refusal ?? `${host} has no address`), [])
      if (options.all) done(null, usable)
      else done(null, first.address, first.family)
    })
  }
}

const familyOf = ({ family }: { family?: number | 'IPv4' | 'IPv6' | undefined }) =>
  family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family

/**
 * Why a host may not be spoken to, or `undefined`. Node asks no resolver for an address, so hosts
 * that are addresses have to be looked at before.
 */
export function refusalOfLiteral(
  url: URL,
  isAllowed: (address: string) => boolean,
): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) === 0 ? undefined : refusalOf(host, [{ address: host }], isAllowed)
}

/** Why a host with these addresses may not be spoken to, or `undefined`. */
export function refusalOf(
  host: string,
  addresses: readonly { readonly address: string }[],
  isAllowed: (address: string) => boolean,
): string | undefined {
  if (addresses.length === 0) return `${host} has no address`
  const hidden = addresses.find(({ address }) => !isAllowed(address))
  if (!hidden) return undefined
  return `${host} is at ${hidden.address}, which is not on the public internet (WHORL_OUTBOUND_ALLOW)`
}
