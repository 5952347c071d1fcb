import { unreadable } from './unreadable'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Bytes of UTF-8 as the JSON value that they spell, and as text.
 *
 * @throws WhorlError request_cannot_be_parsed
 */
export function parseJson(content: Uint8Array): { value: unknown; text: string } {
  try {
    const text = utf8.decode(content)
    return { value: JSON.parse(text), text }
  } catch (cause) {
    throw unreadable('no JSON', cause)
  }
}
