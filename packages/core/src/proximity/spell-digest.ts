import { base62 } from '@whorl/wire'

const digestBytes = 32

/** As many as the largest digest needs: 62^42 < 2^256 < 62^43. */
const digestCharacters = 43

/**
 * A digest of 256 bits as one number in base62, the greatest digit first.
 *
 * @returns always 43 characters
 * @throws RangeError when the digest has another length: that is another function's output
 */
export function spellDigest(digest: Uint8Array): string {
  if (digest.length !== digestBytes)
    throw new RangeError(`a digest has ${digest.length} bytes instead of ${digestBytes}`)
  let rest = digest.reduce((number, byte) => number * 256n + BigInt(byte), 0n)
  let text = ''
  while (text.length < digestCharacters) {
    text = base62.charAt(Number(rest % 62n)) + text
    rest /= 62n
  }
  return text
}
