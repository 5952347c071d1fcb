import type { HeaderFacts } from '@whorl/core'

/**
 * Facts about the request's headers.
 *
 * @param rawHeaders names and values in turn, as Node's `rawHeaders` gives them
 */
export function readHeaders(rawHeaders: readonly string[]): HeaderFacts {
  const order: string[] = []
  const clientHints: Record<string, string> = {}
  let origin: string | undefined
  let acceptLanguage: string | undefined
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    const value = rawHeaders[at + 1] ?? ''
    const lower = name.toLowerCase()
    order.push(name)
    if (lower === 'origin') origin ??= value
    else if (lower === 'accept-language') acceptLanguage ??= value
    else if (lower.startsWith('sec-ch-')) clientHints[lower] = value
  }
  return {
    order,
    clientHints,
    ...(origin !== undefined && { origin }),
    ...(acceptLanguage !== undefined && { acceptLanguage }),
  }
}

/** The first value of a header, case-insensitively; several lines are joined by commas. */
export function findHeader(rawHeaders: readonly string[], name: string): string | undefined {
  const values: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '')
  }
  return values.length > 0 ? values.join(', ') : undefined
}
