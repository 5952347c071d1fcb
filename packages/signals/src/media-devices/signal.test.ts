import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { mediaDevices } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(mediaDevices, { audioInputs: 0, videoInputs: 0, audioOutputs: 0 })).toBe(true)
  expect(accepts(mediaDevices, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      mediaDevices,
      { audioInputs: 0, videoInputs: 0, audioOutputs: 0 },
      { audioInputs: 0, videoInputs: 0, audioOutputs: 0 },
    ),
  ).toBe(1)
  expect(likeness(mediaDevices, { audioInputs: 0, videoInputs: 0, audioOutputs: 0 }, [])).toBe(0)
})
