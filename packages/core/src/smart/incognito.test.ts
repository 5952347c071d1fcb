import type { Readings } from '@whorl/wire'
import { expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { incognito } from './incognito'
import { chrome, firefox, people, rfp, webkit } from './sample-browsers'

const durability = (ratio: number, relaxedMs = 0.6, openMs = relaxedMs * 2) => ({
  storageDurability: { value: { ratio, strictMs: relaxedMs * ratio, relaxedMs, openMs } },
})
const files = (writeMs: number, flushMs: number) => ({
  fileAccess: { value: { writeMs, flushMs } },
})
const noFiles = { fileAccess: {} }
const detect = (signals: Readings) => incognito.detect(sampleFacts({ signals }))?.value

test.each<[string, Readings, object | undefined]>([
  ['Chromium, private', { ...chrome, ...files(2.4, 0) }, { isPrivate: true, confidence: 'high' }],
  [
    'Chromium, private on a fast machine',
    { ...chrome, ...files(0.55, 0) },
    { isPrivate: true, confidence: 'high' },
  ],
  [
    'Chromium on a slow disk',
    { ...chrome, ...files(0.9, 0.7) },
    { isPrivate: false, confidence: 'high' },
  ],
  ['Chromium', { ...chrome, ...files(0.02, 0.7) }, { isPrivate: false, confidence: 'high' }],
  [
    'Chromium on a disk that has nothing to flush',
    { ...chrome, ...files(0.02, 0.001) },
    { isPrivate: false, confidence: 'high' },
  ],
  [
    'Chromium, files between the two, storage on disk',
    { ...chrome, ...files(0.6, 0.1), ...durability(3) },
    { isPrivate: false, confidence: 'high' },
  ],
  [
    'Chromium under a policy, private',
    { ...chrome, ...noFiles, ...durability(1.02) },
    { isPrivate: true, confidence: 'high' },
  ],
  [
    'Chromium under a policy, private on a busy machine',
    { ...chrome, ...noFiles, ...durability(1.27) },
    { isPrivate: true, confidence: 'low' },
  ],
  ['a page too busy to tell', { ...chrome, ...noFiles, ...durability(1, 9) }, undefined],
  [
    'WebKitGTK, private',
    { ...webkit, ...durability(1, 0.5, 1) },
    { isPrivate: true, confidence: 'high' },
  ],
  [
    'WebKitGTK',
    { ...webkit, ...durability(1.5, 1.3, 12) },
    { isPrivate: false, confidence: 'high' },
  ],
  [
    'WebKitGTK on a busy machine',
    { ...webkit, ...durability(1.1, 1.3, 12) },
    { isPrivate: false, confidence: 'low' },
  ],
  [
    'Firefox, private',
    { ...firefox, privateFiles: { value: 'SecurityError' } },
    { isPrivate: true, confidence: 'high' },
  ],
  ['Firefox', firefox, { isPrivate: false, confidence: 'high' }],
  ['Firefox, another refusal', { ...firefox, privateFiles: { value: 'UnknownError' } }, undefined],
  ['Firefox on an insecure page', { ...firefox, privateFiles: {} }, undefined],
  ['blocked storage', { ...webkit, storageDurability: { value: 'blocked' } }, undefined],
  ['writes too short to tell', { ...webkit, ...durability(1, 0.05) }, undefined],
  ['a timeout', { ...webkit, storageDurability: { error: { name: 'timeout' } } }, undefined],
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
