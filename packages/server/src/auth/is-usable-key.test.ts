import type { ApiKey } from '@whorl/store'
import { expect, test } from 'vitest'
import { isUsableKey } from './is-usable-key'

const key = (parts: object): ApiKey => ({
  id: 'key_a',
  workspaceId: 'ws_a',
  type: 'secret',
  hash: 'h',
  lastFour: 'aaaa',
  status: 'enabled',
  createdAt: 0,
  ...parts,
})

test.each([
  [{}, true],
  [{ status: 'disabled' }, false],
  [{ expiresAt: null }, true],
  [{ expiresAt: 1_001 }, true],
  [{ expiresAt: 1_000 }, false],
  [{ expiresAt: 1_001, status: 'disabled' }, false],
])('a key with %j at 1,000: %s', (parts, isUsable) => {
  expect(isUsableKey(key(parts), () => 1_000)).toBe(isUsable)
})

test('a key without an end needs no time', () => {
  const noTime = () => {
    throw new Error('asked')
  }
  expect(isUsableKey(key({}), noTime)).toBe(true)
})
