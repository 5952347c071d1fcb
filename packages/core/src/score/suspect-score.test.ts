import { expect, test } from 'vitest'
import { suspectScore } from './suspect-score'

test('is 0 for an all-clear and the weight for a raised signal', () => {
  const clear = { bot: { value: { result: 'not_detected' }, evidence: [] } } as const
  const bad = { bot: { value: { result: 'bad', type: 'webdriver' }, evidence: [] } } as const
  expect(suspectScore(clear)).toEqual({ value: 0, weightsVersion: 2, contributions: {} })
  expect(suspectScore(bad)).toEqual({ value: 20, weightsVersion: 2, contributions: { bot: 20 } })
  expect(suspectScore(bad, { version: 7, weights: { bot: 3, rare_device: 1 } })).toMatchObject({
    value: 3,
    weightsVersion: 7,
  })
})

test('a rare device is named and weighs nothing, unless weights say so', () => {
  const rare = {
    rare_device: { value: { isRare: true, bucket: 'not_seen' }, evidence: [] },
  } as const
  expect(suspectScore(rare)).toMatchObject({ value: 0, contributions: { rare_device: 0 } })
  const weights = { bot: 20, rare_device: 2 }
  expect(suspectScore(rare, { version: 3, weights })?.value).toBe(2)
  const common = {
    rare_device: { value: { isRare: false, bucket: '<p95' }, evidence: [] },
  } as const
  expect(suspectScore(common, { version: 3, weights })).toMatchObject({
    value: 0,
    contributions: {},
  })
})

test('is absent when no signal had data', () => {
  expect(suspectScore({})).toBeUndefined()
})
