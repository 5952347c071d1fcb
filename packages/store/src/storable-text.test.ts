import { expect, test } from 'vitest'
import { storableText } from './storable-text'

test('replaces U+0000 and lone surrogates, and nothing else', () => {
  expect(storableText('a\0b')).toBe('a\uFFFDb')
  expect(storableText('\ud800x\udc00')).toBe('\uFFFDx\uFFFD')
  for (const text of ['', '\u{1F600}', '\u0001\uFFFE\uFFFF', 'é', '\u{10FFFF}']) {
    expect(storableText(text)).toBe(text)
  }
})
