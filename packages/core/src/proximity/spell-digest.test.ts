import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { spellDigest } from './spell-digest'

test('spells a digest as one number', () => {
  // The digest of RFC 4231, test case 2; spelled in base62 by Python's integers.
  const digest = createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest()
  expect(spellDigest(digest)).toBe('LmZKuOs3b8SdeAFpygjhvpt7ugisOswwawaoTLJQoEN')
})

test('is as long for every digest', () => {
  expect(spellDigest(new Uint8Array(32))).toBe('0'.repeat(43))
  expect(spellDigest(new Uint8Array(32).fill(62, 31))).toBe(`${'0'.repeat(41)}10`)
  // 2^256 - 1, spelled by Python.
  const most = new Uint8Array(32).fill(255)
  expect(spellDigest(most)).toBe('yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1')
})

test.each([0, 20, 31, 33, 64])('refuses %i bytes', (length) => {
  expect(() => spellDigest(new Uint8Array(length))).toThrow(`a digest has ${length} bytes`)
})
