import { toBase64Url } from './base64'
import { canEncrypt } from './encode'
import type { UrlHashing } from './v4-shape'

/** The parts to hash, in the order of an address. */
export function hashedParts(hashing: UrlHashing | undefined): (keyof UrlHashing)[] {
  const parts = ['path', 'query', 'fragment'] as const
  return parts.filter((part) => hashing?.[part] === true)
}

/**
 * Replaces the chosen parts by base64url (no padding) SHA-256 of the part without its leading `/`,
 * `?` or `#`. Empty parts stay empty. Without `crypto.subtle` (plain http) the parts are dropped.
 */
export async function hashUrl(text: string, hashing: UrlHashing | undefined): Promise<string> {
  const parts = hashedParts(hashing)
  if (parts.length === 0 || text === '') return text
  const match = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(text)
  const [, origin = '', path = '', query = '', fragment = ''] = match ?? []
  const part = async (name: keyof UrlHashing, value: string) =>
    parts.includes(name) && value.length > 1
      ? value.slice(0, 1) + (await hash(value.slice(1)))
      : value
  return (
    origin +
    (await part('path', path)) +
    (await part('query', query)) +
    (await part('fragment', fragment))
  )
}

async function hash(part: string): Promise<string> {
  if (!canEncrypt()) return ''
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(part))
  return toBase64Url(new Uint8Array(digest))
}
