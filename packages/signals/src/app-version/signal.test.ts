import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { appVersion } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(
      appVersion,
      '5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    ),
  ).toBe(true)
  expect(accepts(appVersion, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      appVersion,
      '5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
      '5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    ),
  ).toBe(1)
  expect(
    likeness(
      appVersion,
      '5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
      7,
    ),
  ).toBe(0)
})
