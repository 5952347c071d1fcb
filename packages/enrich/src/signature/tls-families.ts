import type { ClientFamily } from '@whorl/core'

interface TlsFamily {
  readonly family: ClientFamily
  /** The second part of the JA4: the cipher list. It outlives releases; the third part does not. */
  readonly ciphers: string
  readonly version: '13' | '12'
  /** The last two characters of the first part. Programs that share a cipher list differ here. */
  readonly alpn: readonly string[]
}

/**
 * Seen on the wire from the programs named, last on 2026-11-27. A browser visits names and addresses, so whether a server
 * name was sent does not tell families apart.
 */
const rows: readonly TlsFamily[] = [
  // Chromium 156; `h1` is what it offers for WebSockets.
  { family: 'chromium', ciphers: '8daaf6152771', version: '13', alpn: ['h2', 'h1'] },
  // Firefox 153.
  { family: 'firefox', ciphers: '86a278354501', version: '13', alpn: ['h2', 'h1'] },
  // curl with OpenSSL 3; `00` is `--no-alpn`.
  { family: 'curl', ciphers: 'e8f1e7e78f70', version: '13', alpn: ['h2', 'h1', '00'] },
  // node:https sends no ALPN, node:http2 `h2`; fetch and undici `h1` (Node 20 and 22).
  { family: 'node', ciphers: 'a33745022dd6', version: '13', alpn: ['00', 'h2'] },
  { family: 'undici', ciphers: 'a33745022dd6', version: '13', alpn: ['h1'] },
  // wget 1.21 with GnuTLS 3.7. Other programs of GnuTLS that offer protocols are not meant.
  { family: 'wget', ciphers: '723694b0fccc', version: '13', alpn: ['00'] },
  // The ssl module of Python 3.11 with OpenSSL 3.
  { family: 'python', ciphers: '85036bcba153', version: '13', alpn: ['00', 'h1', 'h2'] },
]

/** The program behind a JA4, or `undefined` when the table does not know it. */
export function tlsFamily(ja4: string): ClientFamily | undefined {
  const [head = '', ciphers] = ja4.split('_')
  const [version, alpn] = [head.slice(1, 3), head.slice(-2)]
  return rows.find(
    (row) => row.ciphers === ciphers && row.version === version && row.alpn.includes(alpn),
  )?.family
}
