import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { fonts } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(fonts, ['Calibri', 'Segoe Fluent Icons'])).toBe(true)
  expect(accepts(fonts, 'Calibri')).toBe(false)
})

test('compares by the share of common fonts', () => {
  expect(likeness(fonts, ['Calibri', 'Menlo'], ['Calibri'])).toBe(0.5)
  expect(likeness(fonts, ['Menlo', 'Calibri'], ['Calibri', 'Menlo'])).toBe(1)
})

test('is published as fonts', () => {
  expect(fonts.attribute?.name).toBe('fonts')
  expect(attributeOf(fonts, ['Calibri', 'Segoe Fluent Icons'])).toEqual([
    'Calibri',
    'Segoe Fluent Icons',
  ])
})
