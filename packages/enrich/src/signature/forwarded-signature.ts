import type { NetworkSignature } from '@whorl/core'
import { findHeader } from '../headers'
import { ja4Pattern } from './ja4'
import { tlsFamily } from './tls-families'

/** Whose headers about the visitor's connection are believed when a trusted proxy sends them. */
export type ForwardedSignatures = 'off' | 'cloudflare' | 'whorl'

/** `cf-ja4` is Cloudflare's header; `x-whorl-ja4` is for any other proxy that can tell a JA4. */
const ja4Headers = { cloudflare: 'cf-ja4', whorl: 'x-whorl-ja4' } as const

/** What a trusted proxy says of the visitor's connection. A malformed value counts as none. */
export function readForwardedSignature(
  rawHeaders: readonly string[],
  source: ForwardedSignatures,
): NetworkSignature {
  const text = source === 'off' ? undefined : findHeader(rawHeaders, ja4Headers[source])?.trim()
  if (text === undefined || !ja4Pattern.test(text)) return { tcp: { captured: false } }
  const family = tlsFamily(text)
  return { tls: { ja4: text, ...(family && { family }) }, tcp: { captured: false } }
}
