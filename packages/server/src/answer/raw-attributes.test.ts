import { catalog } from '@whorl/signals'
import { RawAttributesV4 } from '@whorl/wire'
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { sampleEvent } from '../../test/sample-event'
import { toRawAttributesV3, toRawAttributesV4 } from './raw-attributes'

const { readings } = sampleEvent()

test('v4 shows bare values under published names and leaves the rest out', () => {
  expect(toRawAttributesV4(readings)).toEqual({
    hardware_concurrency: 8,
    languages: [['en-US']],
    webgl_basics: {
      version: 'WebGL 1.0',
      vendor: 'WebKit',
      vendor_unmasked: 'Google Inc.',
      renderer: 'WebKit WebGL',
      renderer_unmasked: 'ANGLE',
      shading_language_version: 'WebGL GLSL ES 1.0',
    },
  })
})

test('v3 wraps values and errors under camelCase names, deep inside too', () => {
  const attributes = toRawAttributesV3(readings)
  expect(attributes.hardwareConcurrency).toEqual({ value: 8 })
  expect(attributes.audio).toEqual({ error: { name: 'timeout' } })
  expect(attributes.oscpu).toEqual({})
  expect(attributes.webglBasics?.value).toMatchObject({ rendererUnmasked: 'ANGLE' })
  expect(attributes).not.toHaveProperty('colorGamut')
})

test('a payload cannot smuggle keys into the closed schema', () => {
  const canvas = { value: { winding: true, geometry: 'g', text: 't', extra: 1 }, ms: 0 }
  const attributes = toRawAttributesV4({ canvas })
  expect(attributes).toEqual({ canvas: { winding: true, geometry: 'g', text: 't' } })
  expect(canvas.value.extra).toBe(1)
})

test('a value of another shape is left out', () => {
  expect(toRawAttributesV4({ hardwareConcurrency: { value: 'eight' } })).toEqual({})
  expect(toRawAttributesV3({ hardwareConcurrency: { value: 'eight' } })).toEqual({
    hardwareConcurrency: {},
  })
})

test('every attribute that a signal declares is a published one, and each only once', () => {
  const names = catalog.flatMap((signal) => ('attribute' in signal && signal.attribute?.name) || [])
  expect(names.length).toBeGreaterThan(20)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(Object.keys(RawAttributesV4.properties)).toContain(name)
})

test('the schema is closed', () => {
  expect(Check(RawAttributesV4, { hardware_concurrency: 8 })).toBe(true)
  expect(Check(RawAttributesV4, { color_gamut: 'srgb' })).toBe(false)
})
