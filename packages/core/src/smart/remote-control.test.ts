import type { Readings } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { remoteControl } from './remote-control'
import { chrome, firefox, firefoxParts } from './sample-browsers'

const asked = { remoteControlDetection: true }
const detect = (signals: Readings) =>
  remoteControl.detect(sampleFacts({ facts: asked, signals: { ...chrome, ...signals } }))?.value

const remoteDriver: Readings = {
  colorDepth: { value: 16 },
  webglBasics: {
    value: { rendererUnmasked: 'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)' },
  },
}

test('is absent where the page did not ask for it', () => {
  expect(remoteControl.detect(sampleFacts({ signals: { ...chrome, ...remoteDriver } }))).toBe(
    undefined,
  )
})

test('is absent where the screen was not read', () => {
  expect(remoteControl.detect(sampleFacts({ facts: asked, signals: {} }))).toBe(undefined)
})

test('few colours and no graphics card together are raised', () => {
  expect(detect(remoteDriver)).toEqual({ isControlled: true })
})

test('a coarse pointer adds to few colours', () => {
  const inputCadence = { value: { moves: 40, medianStepMs: 45 } }
  expect(detect({ colorDepth: { value: 16 }, inputCadence })).toEqual({ isControlled: true })
})

describe('people who are left alone', () => {
  test.each<[string, Readings]>([
    ['Chrome on Windows', {}],
    ['a screen of 16 bits alone', { colorDepth: { value: 16 } }],
    ['a screen of 30 bits', { colorDepth: { value: 30 } }],
    [
      'somebody who switched motion off, without sound',
      {
        reducedMotion: { value: true },
        mediaDevices: { value: { audioInputs: 0, audioOutputs: 0, videoInputs: 0 } },
      },
    ],
    ['electronic paper', { displayUpdate: { value: 'slow' } }],
    [
      'a server without a graphics card',
      {
        webglBasics: { value: { rendererUnmasked: 'llvmpipe' } },
      },
    ],
    ['few movements', { inputCadence: { value: { moves: 4, medianStepMs: 200 } } }],
  ])('%s', (_, signals) => {
    expect(detect(signals)).toEqual({ isControlled: false })
  })

  test('Firefox', () => {
    const facts = sampleFacts({ ...firefoxParts, facts: asked, signals: firefox })
    expect(remoteControl.detect(facts)?.value).toEqual({ isControlled: false })
  })
})
