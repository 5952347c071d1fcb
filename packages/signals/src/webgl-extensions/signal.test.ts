import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { webglExtensions } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(webglExtensions, {
      contextAttributes: '93def02a8bb5fb092d07d16a18d20856',
      parameters: 'a4e66e3f80db44621e26bd2fa97f1403',
      shaderPrecisions: 'f409d4474ede0bac6a4d37a6296269ea',
      extensions: 'feb71bf94f4a1fff425b31537574a4ab',
      extensionParameters: '91910e1156c19dd7b9b1e5dfb9b1e5df',
      unsupportedExtensions: [],
    }),
  ).toBe(true)
  expect(accepts(webglExtensions, [])).toBe(false)
})

test('compares by the share of equal parts', () => {
  expect(
    likeness(
      webglExtensions,
      { extensions: 'a', parameters: 'b' },
      { extensions: 'a', parameters: 'c' },
    ),
  ).toBe(0.5)
})

test('is published as webgl_extensions', () => {
  expect(webglExtensions.attribute?.name).toBe('webgl_extensions')
  expect(
    attributeOf(webglExtensions, {
      contextAttributes: 'a',
      parameters: 'b',
      shaderPrecisions: 'c',
      extensions: 'd',
      extensionParameters: 'e',
      unsupportedExtensions: ['f'],
    }),
  ).toEqual({
    context_attributes: 'a',
    parameters: 'b',
    shader_precisions: 'c',
    extensions: 'd',
    extension_parameters: 'e',
    unsupported_extensions: ['f'],
  })
})
