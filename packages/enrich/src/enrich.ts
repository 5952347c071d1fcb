import type {
  AddressSightings,
  ClientAddresses,
  CrawlerFacts,
  NetworkFacts,
  NetworkSignature,
} from '@whorl/core'
import { type AddressRanges, clientAddress } from './address'
import { findHeader, readHeaders } from './headers'
import { type ForwardedSignatures, readForwardedSignature } from './signature/forwarded-signature'
import { readUserAgent } from './user-agent'

export interface RequestFacts {
  readonly socketAddress: string
  /** Names and values in turn, as Node's `rawHeaders` gives them. */
  readonly rawHeaders: readonly string[]
  readonly trustedProxies: AddressRanges
  /** A proxy integration sent the request again: it may have dropped headers. */
  readonly isRelayed?: boolean
  /** What `CrawlerCheck.identify` found out. */
  readonly crawler?: CrawlerFacts | undefined
  /** How the socket's other end speaks TLS, HTTP/2 and TCP. */
  readonly signature?: NetworkSignature | undefined
  /** Whose headers about that are believed when a trusted proxy sends them. @default 'off' */
  readonly forwardedSignatures?: ForwardedSignatures
  /** What `findAddresses` found out. */
  readonly addresses?: ClientAddresses | undefined
  readonly sightings?: AddressSightings | undefined
  /** @default false */
  readonly strictZones?: boolean
}

/** Everything that the request itself tells. A part that is missing is absent, never an error. */
export function enrichRequest({
  socketAddress,
  rawHeaders,
  trustedProxies,
  isRelayed = false,
  crawler,
  signature,
  forwardedSignatures: from = 'off',
  addresses,
  sightings,
  strictZones = false,
}: RequestFacts): NetworkFacts {
  const userAgent = findHeader(rawHeaders, 'user-agent') ?? ''
  return {
    ip: clientAddress({
      socketAddress,
      forwardedFor: findHeader(rawHeaders, 'x-forwarded-for'),
      trustedProxies,
    }),
    userAgent,
    ...readUserAgent(userAgent),
    headers: { ...readHeaders(rawHeaders), ...(isRelayed && { isRelayed }) },
    ...(crawler && { crawler }),
    ...(addresses && { addresses }),
    ...(sightings && { sightings }),
    ...(strictZones && { strictZones }),
    ...clientSignature({ socketAddress, rawHeaders, trustedProxies, isRelayed, signature }, from),
  }
}

/** Of a connection that a proxy made, only what the proxy says counts. */
function clientSignature(
  { socketAddress, rawHeaders, trustedProxies, isRelayed, signature }: RequestFacts,
  from: ForwardedSignatures,
): Pick<NetworkFacts, 'signature'> {
  if (isRelayed) return { signature: { tcp: { captured: false } } }
  if (trustedProxies.contains(socketAddress))
    return { signature: readForwardedSignature(rawHeaders, from) }
  return signature ? { signature } : {}
}
