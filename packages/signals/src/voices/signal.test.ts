import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { voices } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(voices, { count: 0, localCount: 0, hash: '00000000000000000000000000000000' }),
  ).toBe(true)
  expect(accepts(voices, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      voices,
      { count: 0, localCount: 0, hash: '00000000000000000000000000000000' },
      { count: 0, localCount: 0, hash: '00000000000000000000000000000000' },
    ),
  ).toBe(1)
  expect(
    likeness(voices, { count: 0, localCount: 0, hash: '00000000000000000000000000000000' }, []),
  ).toBe(0)
})
