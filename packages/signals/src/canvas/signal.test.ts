import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { canvas } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(canvas, {
      winding: true,
      geometry: 'f8b92629dd1178f76e68122bcd53c64f',
      text: 'dcb7e81d52dcee39de7ac1976d107dab',
    }),
  ).toBe(true)
  expect(accepts(canvas, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      canvas,
      {
        winding: true,
        geometry: 'f8b92629dd1178f76e68122bcd53c64f',
        text: 'dcb7e81d52dcee39de7ac1976d107dab',
      },
      {
        winding: true,
        geometry: 'f8b92629dd1178f76e68122bcd53c64f',
        text: 'dcb7e81d52dcee39de7ac1976d107dab',
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      canvas,
      {
        winding: true,
        geometry: 'f8b92629dd1178f76e68122bcd53c64f',
        text: 'dcb7e81d52dcee39de7ac1976d107dab',
      },
      [],
    ),
  ).toBe(0)
})

test('is published as canvas', () => {
  expect(canvas.attribute?.name).toBe('canvas')
  expect(
    attributeOf(canvas, {
      winding: true,
      geometry: 'f8b92629dd1178f76e68122bcd53c64f',
      text: 'dcb7e81d52dcee39de7ac1976d107dab',
    }),
  ).toEqual({
    winding: true,
    geometry: 'f8b92629dd1178f76e68122bcd53c64f',
    text: 'dcb7e81d52dcee39de7ac1976d107dab',
  })
})
