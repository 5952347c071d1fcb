import { ingressQuery } from '@whorl/wire/envelope'

/**
 * Endpoints as the page gave them, made tidy: origin and path, no query, no slash at the end. An
 * entry that begins with `/` is on the page's own origin. Undefined when one is no http(s) URL.
 */
export function tidyEndpoints(given: readonly string[], pageUrl: string): string[] | undefined {
  const tidy: string[] = []
  for (const text of given) {
    try {
      const url = text.startsWith('/') ? new URL(text, pageUrl) : new URL(text)
      if (!/^https?:$/.test(url.protocol)) return
      tidy.push(url.origin + url.pathname.replace(/\/+$/, ''))
    } catch {
      return
    }
  }
  return tidy
}

/** The URL that a message is posted to. `retry` is the nonce of the attempt that it repeats. */
export function ingressUrl(
  endpoint: string,
  { key, region, retry }: { key: string; region?: string | undefined; retry?: string | undefined },
): string {
  const query = new URLSearchParams({ [ingressQuery.key]: key })
  // Proxies in front of the server choose their upstream by it.
  if (region) query.set('region', region)
  if (retry) query.set(ingressQuery.retry, retry)
  return `${endpoint}${/^https?:\/\/[^/]+$/.test(endpoint) ? '/' : ''}?${query}`
}
