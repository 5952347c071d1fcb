import type { ClientFamily } from '@whorl/core'

interface Http2Family {
  readonly family: ClientFamily
  /** Settings and window update, in the order sent. */
  readonly opening: string
  /** Letters of the pseudo-headers: authority, method, path, scheme. */
  readonly pseudo: string
}

/** Seen on the wire from the programs named, last on 2026-11-27. */
const rows: readonly Http2Family[] = [
  // Chromium 156.
  {
    family: 'chromium',
    opening: '1:65536;2:0;4:6291456;6:262144|15663105',
    pseudo: 'm,a,s,p',
  },
  // Firefox 153.
  { family: 'firefox', opening: '1:65536;2:0;4:131072;5:16384|12517377', pseudo: 'm,p,a,s' },
  // curl 7.88 with nghttp2 1.52.
  { family: 'curl', opening: '3:100;4:33554432;2:0|33488897', pseudo: 'm,p,s,a' },
  // node:http2 (Node 20), which sends empty settings, for a request that names its path only.
  { family: 'node', opening: '|00', pseudo: 'p,m,a,s' },
  // undici with `allowH2`: 7.30, and before it 6.29.
  { family: 'undici', opening: '2:0;4:262144|458753', pseudo: 'a,m,p,s' },
  { family: 'undici', opening: '|00', pseudo: 'a,m,p,s' },
]

/**
 * The program behind the opening of an HTTP/2 connection, or `undefined` when the table does not
 * know it. Without a request yet, the settings decide.
 */
export function http2Family(text: string): ClientFamily | undefined {
  const [settings, window, , pseudo] = text.split('|')
  return rows.find(
    (row) => row.opening === `${settings}|${window}` && (pseudo === '' || row.pseudo === pseudo),
  )?.family
}
