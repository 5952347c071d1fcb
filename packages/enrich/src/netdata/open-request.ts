import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { AddressRanges } from '../address'
import { guardedLookup, refusalOfLiteral } from '../outbound/guarded-lookup'
import { isPublicAddress } from '../outbound/public-address'
import { RequestRefused } from '../outbound/request-refused'

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
  if (url.protocol !== 'https:' && !(isTrusted && url.protocol === 'http:'))
    throw new RequestRefused(`${url.origin} is not https`)
  const refusal = refusalOfLiteral(url, isAllowed)
  if (refusal !== undefined) throw new RequestRefused(refusal)
  const open = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = open(
      url,
      { headers, signal: deadline, lookup: guardedLookup(isAllowed) },
      resolve,
    )
    request.setTimeout(idleMs, () => {
      request.destroy(new RequestRefused(`nothing came for ${Math.ceil(idleMs / 1000)} s`))
    })
    request.once('error', reject)
    request.end()
  })
}
