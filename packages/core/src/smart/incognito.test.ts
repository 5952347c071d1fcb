import type { Readings } from '@whorl/wire'
import { expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { incognito } from './incognito'
import { chrome, firefox, people, rfp, webkit } from './sample-browsers'

const durability = (ratio: number, strictMs = 20, relaxedMs = strictMs / ratio) => ({
  storageDurability: { value: { ratio, strictMs, relaxedMs } },
})
const detect = (signals: Readings) => incognito.detect(sampleFacts({ signals }))?.value

test.each<[string, Readings, object | undefined]>([
  [
    'Chromium, private',
    { ...chrome, ...durability(1.02) },
    { isPrivate: true, confidence: 'high' },
  ],
  [
    'Chromium, private on a busy machine',
    { ...chrome, ...durability(1.27) },
    { isPrivate: true, confidence: 'low' },
  ],
  ['Chromium', { ...chrome, ...durability(1.53) }, { isPrivate: false, confidence: 'high' }],
  ['Chromium, guest', { ...chrome, ...durability(1.37) }, { isPrivate: false, confidence: 'low' }],
  ['WebKitGTK, private', { ...webkit, ...durability(1) }, { isPrivate: true, confidence: 'high' }],
  ['WebKitGTK', { ...webkit, ...durability(8) }, { isPrivate: false, confidence: 'high' }],
  [
    'Firefox, private',
    { ...firefox, privateFiles: { value: 'SecurityError' } },
    { isPrivate: true, confidence: 'high' },
  ],
  ['Firefox', firefox, { isPrivate: false, confidence: 'high' }],
  ['Firefox, another refusal', { ...firefox, privateFiles: { value: 'UnknownError' } }, undefined],
  ['Firefox on an insecure page', { ...firefox, privateFiles: {} }, undefined],
  ['blocked storage', { ...chrome, storageDurability: { value: 'blocked' } }, undefined],
  ['runs too short to tell', { ...chrome, ...durability(1, 2) }, undefined],
  ['a timeout', { ...chrome, storageDurability: { error: { name: 'timeout' } } }, undefined],
  ['nothing', {}, undefined],
])('%s', (_, signals, value) => {
  expect(detect(signals)).toEqual(value)
})

test.each(people)('%s is in a normal window', (_, signals, parts) => {
  expect(incognito.detect(sampleFacts({ ...parts, signals }))?.value.isPrivate).toBe(false)
})

test('a frame is not judged', () => {
  const facts = sampleFacts({ signals: { ...rfp, privateFiles: { value: 'SecurityError' } } })
  const framed = { ...facts, payload: { ...facts.payload, facts: { framed: true } } }
  expect(incognito.detect(facts)?.value.isPrivate).toBe(true)
  expect(incognito.detect(framed)).toBeUndefined()
})
