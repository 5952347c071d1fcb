import type { Readings } from '@whorl/wire'
import { expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { privacySettings } from './privacy-settings'
import { canvasExtension, chrome, firefox, people, rfp } from './sample-browsers'

const detect = (signals: Readings) =>
  privacySettings.detect(sampleFacts({ signals }))?.value.isHiding
const noisy = { canvasNoise: { value: { wrongPixels: 9, isStable: true } } }

test.each<[string, Readings, boolean | undefined]>([
  ['resistFingerprinting', rfp, true],
  ['resistFingerprinting, before the late facts', { ...rfp, timerStep: {}, overrides: {} }, true],
  ['Brave', { ...chrome, brave: { value: true } }, true],
  ['noise of the browser', { ...chrome, ...noisy }, true],
  ['a blocked canvas', { ...chrome, canvasNoise: {} }, true],
  ['noise of an extension', { ...chrome, ...canvasExtension }, false],
  [
    'Global Privacy Control and Do Not Track',
    { ...firefox, globalPrivacyControl: { value: true }, doNotTrack: { value: '1' } },
    false,
  ],
  [
    'two facts of resistFingerprinting',
    { ...firefox, timerStep: { value: 20 }, timezone: { value: 'Atlantic/Reykjavik' } },
    false,
  ],
  ['nothing', {}, undefined],
])('%s', (_, signals, isHiding) => {
  expect(detect(signals)).toBe(isHiding)
})

test('noise is nobody’s before the functions were checked', () => {
  const noisyChrome: Readings = { ...chrome, ...noisy }
  const { overrides: _, ...early } = noisyChrome
  expect(detect(early)).toBeUndefined()
})

test.each(people)('%s: only where the browser hides', (name, signals, parts) => {
  const isHiding = privacySettings.detect(sampleFacts({ ...parts, signals }))?.value.isHiding
  expect(isHiding).toBe(name.includes('resistFingerprinting'))
})
