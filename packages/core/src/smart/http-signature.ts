import type { Facts } from '../facts'
import type { ClientFamily } from '../network-signature'
import type { HttpClaim } from './http-claim'
import type { HttpContradiction } from './http-contradictions'

const engines: Partial<Record<ClientFamily, HttpClaim['engine']>> = {
  chromium: 'blink',
  firefox: 'gecko',
  safari: 'webkit',
}

/**
 * Connections that the claimed browser does not make. A family that the tables do not know tells
 * nothing, and neither does one behind a proxy integration: its connection is the proxy's. Browsers
 * for iOS are all WebKit below, whatever they are called.
 *
 * Evaded by libraries that copy a browser's hello and its HTTP/2 settings.
 */
export function signatureContradictions(
  { network }: Facts,
  claim: HttpClaim,
): readonly HttpContradiction[] {
  const { signature, headers, claimed } = network
  if (!signature || headers.isRelayed || claim.engine === 'unknown') return []
  const layers = [
    ['TLS handshake', signature.tls?.family],
    ['HTTP/2 opening', signature.http2?.family],
  ] as const
  return layers.flatMap(([layer, family]): readonly HttpContradiction[] => {
    if (!family) return []
    const engine = engines[family]
    if (engine === undefined)
      return [
        {
          says: `the ${layer} is that of ${family}, not of ${claim.name}`,
          weight: 1,
          kind: 'automation',
        },
      ]
    if (engine === claim.engine || claimed.os === 'ios') return []
    return [
      {
        says: `the ${layer} is that of ${family}, not of ${claim.name}`,
        weight: 0.9,
        kind: 'override',
      },
    ]
  })
}
