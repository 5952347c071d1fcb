import { expect, test } from 'vitest'
import { hash, murmur128 } from './hash'

test('passes the verification of the published algorithm', () => {
  // SMHasher: hash 256 keys of growing length with falling seeds, then the hashes; the first word
  // of MurmurHash3_x86_128 is 0xB3ECE62A.
  const hashes = new DataView(new ArrayBuffer(256 * 16))
  for (let length = 0; length < 256; length++) {
    const key = Uint8Array.from({ length }, (_, i) => i)
    murmur128(key, 256 - length).forEach((word, i) => {
      hashes.setUint32(length * 16 + i * 4, word, true)
    })
  }
  expect(murmur128(new Uint8Array(hashes.buffer), 0)[0]).toBe(0xb3ece62a)
})

test('gives 32 hex digits for any text', () => {
  expect(hash('')).toBe('0'.repeat(32))
  expect(hash('\u00e4\ud83d\ude00')).toMatch(/^[0-9a-f]{32}$/)
  expect(hash('a'.repeat(16))).not.toBe(hash('a'.repeat(17)))
})
