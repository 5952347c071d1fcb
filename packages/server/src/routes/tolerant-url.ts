/**
 * A path that cannot be percent-decoded is taken literally, so that a strange id is an unknown id
 * and not an error of its own kind.
 */
export function tolerantUrl(url: string): string {
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  try {
    decodeURIComponent(path)
    return url
  } catch {
    // URIError is the only thing that it throws.
    return path.replaceAll('%', '%25') + (end < 0 ? '' : url.slice(end))
  }
}
