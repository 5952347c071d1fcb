import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { webglBasics } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(webglBasics, {
      version: 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
      vendor: 'WebKit',
      vendorUnmasked: 'Google Inc. (Google)',
      renderer: 'WebKit WebGL',
      rendererUnmasked:
        'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      shadingLanguageVersion: 'WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)',
    }),
  ).toBe(true)
  expect(accepts(webglBasics, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      webglBasics,
      {
        version: 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
        vendor: 'WebKit',
        vendorUnmasked: 'Google Inc. (Google)',
        renderer: 'WebKit WebGL',
        rendererUnmasked:
          'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
        shadingLanguageVersion: 'WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)',
      },
      {
        version: 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
        vendor: 'WebKit',
        vendorUnmasked: 'Google Inc. (Google)',
        renderer: 'WebKit WebGL',
        rendererUnmasked:
          'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
        shadingLanguageVersion: 'WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)',
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      webglBasics,
      {
        version: 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
        vendor: 'WebKit',
        vendorUnmasked: 'Google Inc. (Google)',
        renderer: 'WebKit WebGL',
        rendererUnmasked:
          'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
        shadingLanguageVersion: 'WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)',
      },
      [],
    ),
  ).toBe(0)
})

test('is published as webgl_basics', () => {
  expect(webglBasics.attribute?.name).toBe('webgl_basics')
  expect(
    attributeOf(webglBasics, {
      version: 'a',
      vendor: 'b',
      vendorUnmasked: 'c',
      renderer: 'd',
      rendererUnmasked: 'e',
      shadingLanguageVersion: 'f',
    }),
  ).toEqual({
    version: 'a',
    vendor: 'b',
    vendor_unmasked: 'c',
    renderer: 'd',
    renderer_unmasked: 'e',
    shading_language_version: 'f',
  })
})
