import type { HeaderFacts } from '@whorl/core'

/** Browsers send about 20 headers with names under 40 characters; the rest is not kept. */
const namesMax = 64
const nameCharsMax = 64
const valueCharsMax = 1_024
const groupMax = 24

/** Whoever forwards a request names himself in one of these. */
const forwardingNames = new Set([
  'cdn-loop',
  'cf-ray',
  'forwarded',
  'true-client-ip',
  'via',
  'x-amz-cf-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
])

/**
 * Facts about the request's headers, bounded.
 *
 * @param rawHeaders names and values in turn, as Node's `rawHeaders` gives them
 */
export function readHeaders(rawHeaders: readonly string[]): HeaderFacts {
  const order: string[] = []
  const clientHints: Record<string, string> = {}
  const fetchMetadata: Record<string, string> = {}
  const first: Record<string, string> = {}
  let isForwarded = false
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    const value = (rawHeaders[at + 1] ?? '').slice(0, valueCharsMax)
    const lower = name.toLowerCase()
    // HTTP/2 has no Host header; this is what stands for it (RFC 9113, 8.3.1).
    if (lower === ':authority') first.host ??= value
    if (order.length < namesMax) order.push(name.slice(0, nameCharsMax))
    if (lower.startsWith('sec-ch-')) keep(clientHints, lower, value)
    else if (lower.startsWith('sec-fetch-')) keep(fetchMetadata, lower, value)
    else if (singleNames.has(lower)) first[lower] ??= value
    else if (forwardingNames.has(lower)) isForwarded = true
  }
  return {
    order,
    clientHints,
    fetchMetadata,
    isForwarded,
    ...picked(first),
  }
}

const singleNames = new Set(['origin', 'accept-language', 'accept-encoding', 'host'])

function picked(first: Readonly<Record<string, string>>) {
  const { origin, host } = first
  const [acceptLanguage, acceptEncoding] = [first['accept-language'], first['accept-encoding']]
  return {
    ...(origin !== undefined && { origin }),
    ...(host !== undefined && { host }),
    ...(acceptLanguage !== undefined && { acceptLanguage }),
    ...(acceptEncoding !== undefined && { acceptEncoding }),
  }
}

/** A name longer than any that is asked for is not kept: cut, it could stand for another. */
function keep(group: Record<string, string>, name: string, value: string): void {
  if (name.length > nameCharsMax || Object.keys(group).length >= groupMax) return
  group[name] = value
}

/** The first value of a header, case-insensitively; several lines are joined by commas. */
export function findHeader(rawHeaders: readonly string[], name: string): string | undefined {
  const values: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '')
  }
  return values.length > 0 ? values.join(', ') : undefined
}
