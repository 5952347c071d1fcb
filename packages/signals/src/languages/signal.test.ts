import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { languages } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(languages, [['en-US'], ['en-US', 'en']])).toBe(true)
  expect(accepts(languages, 'x')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(languages, [['en-US'], ['en-US', 'en']], [['en-US'], ['en-US', 'en']])).toBe(1)
  expect(likeness(languages, [['en-US'], ['en-US', 'en']], 'x')).toBe(0)
})

test('is published as languages', () => {
  expect(languages.attribute?.name).toBe('languages')
  expect(attributeOf(languages, [['en-US'], ['en-US', 'en']])).toEqual([['en-US'], ['en-US', 'en']])
})
