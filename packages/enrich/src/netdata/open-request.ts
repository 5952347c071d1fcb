import { lookup as lookUp } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { AddressRanges } from '../address'
import { isPublicAddress } from './public-address'

/** Why a request is not made, or its answer not taken; completes "NAME: …". */
export class RequestRefused extends Error {}

export interface OpenRequest {
  readonly url: URL
  readonly headers: Record<string, string>
  /** Plain http and any address are allowed. */
  readonly isTrusted: boolean
  readonly outboundAllow?: AddressRanges | undefined
  readonly idleMs: number
  readonly deadline: AbortSignal
}

/**
 * Opens a GET and resolves with the head of its answer.
 *
 * @throws RequestRefused when the address may not be reached, or nothing comes for `idleMs`
 */
export async function openRequest({
  url,
  headers,
  isTrusted,
  outboundAllow,
  idleMs,
  deadline,
}: OpenRequest): Promise<IncomingMessage> {
  const isAllowed = (address: string) =>
    isTrusted || isPublicAddress(address) || outboundAllow?.contains(address) === true
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (url.protocol !== 'https:' && !(isTrusted && url.protocol === 'http:'))
    throw new RequestRefused(`${url.origin} is not https`)
  // Node asks no resolver for an address, so the guard below would not see it.
  if (isIP(host) !== 0 && !isAllowed(host)) throw new RequestRefused(refusal(host, host))
  const open = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = open(url, { headers, signal: deadline, lookup: guard(isAllowed) }, resolve)
    request.setTimeout(idleMs, () => {
      request.destroy(new RequestRefused(`nothing came for ${Math.ceil(idleMs / 1000)} s`))
    })
    request.once('error', reject)
    request.end()
  })
}

/**
 * Looks at the very addresses that the socket then connects to: a name that was checked before
 * could have another address by then.
 */
function guard(isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    lookUp(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const hidden = addresses.find(({ address }) => !isAllowed(address))
      const [first] = addresses
      if (hidden || !first) return done(new RequestRefused(refusal(host, hidden?.address)), [])
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

function refusal(host: string, address: string | undefined): string {
  if (address === undefined) return `${host} has no address`
  return `${host} is at ${address}, which is not on the public internet (WHORL_OUTBOUND_ALLOW)`
}
