const maxAgeSeconds = 365 * 24 * 60 * 60

/** The value of a cookie of the page, or undefined. Blocked cookies count as absent. */
export function readCookie(name: string): string | undefined {
  try {
    for (const part of document.cookie.split('; ')) {
      if (part.startsWith(`${name}=`)) return decodeURIComponent(part.slice(name.length + 1))
    }
  } catch {
    // A sandboxed frame throws on `document.cookie`; a foreign value may not decode.
  }
  return
}

/** Writes the cookie on the widest domain that the browser accepts. False when it accepts none. */
export function writeCookie(name: string, value: string): boolean {
  for (const domain of domainsOf(location.hostname)) {
    if (setCookie(name, value, maxAgeSeconds, domain) && readCookie(name) === value) return true
  }
  return false
}

/** Removes the cookie from every domain that `writeCookie` may have chosen. */
export function deleteCookie(name: string): void {
  for (const domain of domainsOf(location.hostname)) setCookie(name, '', 0, domain)
}

/**
 * Widest first; the last, empty, is the host itself. Browsers refuse public suffixes without a
 * word, so `co.uk` costs one attempt. Addresses and bare names take no domain.
 */
export function domainsOf(host: string): string[] {
  const labels = host.split('.')
  if (labels.length < 2 || /^[\d.]+$/.test(host) || host.includes(':')) return ['']
  return [...labels.slice(1).map((_, at) => labels.slice(-2 - at).join('.')), '']
}

function setCookie(name: string, value: string, maxAge: number, domain: string): boolean {
  const parts = [
    `${name}=${encodeURIComponent(value)}`,
    'path=/',
    `max-age=${maxAge}`,
    'SameSite=Lax',
  ]
  if (domain) parts.push(`domain=${domain}`)
  if (location.protocol === 'https:') parts.push('Secure')
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: WebKit has no Cookie Store API for all versions, and this must be synchronous
    document.cookie = parts.join('; ')
    return true
  } catch {
    return false
  }
}
