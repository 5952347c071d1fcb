import { expect, test } from 'vitest'
import { aQuery } from '../conformance/sample'
import { lookupKey, lookupKeysOf } from './lookup-keys'

test('a key depends on kind, workspace and text, and on where one ends', () => {
  const keys = [
    lookupKey('exact', 'ws_a', 'text'),
    lookupKey('block', 'ws_a', 'text'),
    lookupKey('exact', 'ws_b', 'text'),
    lookupKey('exact', 'ws_a', 'texts'),
    lookupKey('exact', 'ws_at', 'ext'),
  ]
  expect(new Set(keys).size).toBe(5)
  for (const key of keys) expect(key).toMatch(/^[\w-]{22}$/)
})

test('a key stays the same from release to release', () => {
  expect(lookupKey('nonce', 'ws_a', 'ü')).toBe('Hf8nC6kmiifo2CMptUW1Mn')
})

test('the keys of a query keep its order', () => {
  const query = aQuery('ws_a', { keys: { exact: 'e', blocks: ['1', '2', '1'] } })
  const keys = lookupKeysOf(query)
  expect(keys.blocks).toEqual(['1', '2', '1'].map((text) => lookupKey('block', 'ws_a', text)))
  expect(keys.exact).toBe(lookupKey('exact', 'ws_a', 'e'))
  expect(lookupKeysOf(query)).toBe(keys)
  expect(lookupKeysOf(aQuery('ws_a')).exact).toBeNull()
})
