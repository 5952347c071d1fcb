import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { webglLimits } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(webglLimits, {
      ALIASED_LINE_WIDTH_RANGE: [1, 1],
      ALIASED_POINT_SIZE_RANGE: [1, 1023],
      MAX_COMBINED_TEXTURE_IMAGE_UNITS: 64,
      MAX_CUBE_MAP_TEXTURE_SIZE: 16384,
      MAX_FRAGMENT_UNIFORM_VECTORS: 4096,
      MAX_RENDERBUFFER_SIZE: 8192,
      MAX_TEXTURE_IMAGE_UNITS: 32,
      MAX_TEXTURE_SIZE: 8192,
      MAX_VARYING_VECTORS: 31,
      MAX_VERTEX_ATTRIBS: 16,
      MAX_VERTEX_TEXTURE_IMAGE_UNITS: 32,
      MAX_VERTEX_UNIFORM_VECTORS: 4096,
      MAX_VIEWPORT_DIMS: [8192, 8192],
      SUBPIXEL_BITS: 4,
    }),
  ).toBe(true)
  expect(accepts(webglLimits, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      webglLimits,
      {
        ALIASED_LINE_WIDTH_RANGE: [1, 1],
        ALIASED_POINT_SIZE_RANGE: [1, 1023],
        MAX_COMBINED_TEXTURE_IMAGE_UNITS: 64,
        MAX_CUBE_MAP_TEXTURE_SIZE: 16384,
        MAX_FRAGMENT_UNIFORM_VECTORS: 4096,
        MAX_RENDERBUFFER_SIZE: 8192,
        MAX_TEXTURE_IMAGE_UNITS: 32,
        MAX_TEXTURE_SIZE: 8192,
        MAX_VARYING_VECTORS: 31,
        MAX_VERTEX_ATTRIBS: 16,
        MAX_VERTEX_TEXTURE_IMAGE_UNITS: 32,
        MAX_VERTEX_UNIFORM_VECTORS: 4096,
        MAX_VIEWPORT_DIMS: [8192, 8192],
        SUBPIXEL_BITS: 4,
      },
      {
        ALIASED_LINE_WIDTH_RANGE: [1, 1],
        ALIASED_POINT_SIZE_RANGE: [1, 1023],
        MAX_COMBINED_TEXTURE_IMAGE_UNITS: 64,
        MAX_CUBE_MAP_TEXTURE_SIZE: 16384,
        MAX_FRAGMENT_UNIFORM_VECTORS: 4096,
        MAX_RENDERBUFFER_SIZE: 8192,
        MAX_TEXTURE_IMAGE_UNITS: 32,
        MAX_TEXTURE_SIZE: 8192,
        MAX_VARYING_VECTORS: 31,
        MAX_VERTEX_ATTRIBS: 16,
        MAX_VERTEX_TEXTURE_IMAGE_UNITS: 32,
        MAX_VERTEX_UNIFORM_VECTORS: 4096,
        MAX_VIEWPORT_DIMS: [8192, 8192],
        SUBPIXEL_BITS: 4,
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      webglLimits,
      {
        ALIASED_LINE_WIDTH_RANGE: [1, 1],
        ALIASED_POINT_SIZE_RANGE: [1, 1023],
        MAX_COMBINED_TEXTURE_IMAGE_UNITS: 64,
        MAX_CUBE_MAP_TEXTURE_SIZE: 16384,
        MAX_FRAGMENT_UNIFORM_VECTORS: 4096,
        MAX_RENDERBUFFER_SIZE: 8192,
        MAX_TEXTURE_IMAGE_UNITS: 32,
        MAX_TEXTURE_SIZE: 8192,
        MAX_VARYING_VECTORS: 31,
        MAX_VERTEX_ATTRIBS: 16,
        MAX_VERTEX_TEXTURE_IMAGE_UNITS: 32,
        MAX_VERTEX_UNIFORM_VECTORS: 4096,
        MAX_VIEWPORT_DIMS: [8192, 8192],
        SUBPIXEL_BITS: 4,
      },
      [],
    ),
  ).toBe(0)
})
