import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { pdfViewerEnabled } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(pdfViewerEnabled, true)).toBe(true)
  expect(accepts(pdfViewerEnabled, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(pdfViewerEnabled, true, true)).toBe(1)
  expect(likeness(pdfViewerEnabled, true, false)).toBe(0)
})
