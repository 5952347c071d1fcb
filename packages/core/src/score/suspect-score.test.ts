import { expect, test } from 'vitest'
import { suspectScore } from './suspect-score'

test('is 0 for an all-clear and the weight for a raised signal', () => {
  const clear = { bot: { value: { result: 'not_detected' }, evidence: [] } } as const
  const bad = { bot: { value: { result: 'bad', type: 'webdriver' }, evidence: [] } } as const
  expect(suspectScore(clear)).toEqual({ value: 0, weightsVersion: 1, contributions: {} })
  expect(suspectScore(bad)).toEqual({ value: 20, weightsVersion: 1, contributions: { bot: 20 } })
  expect(suspectScore(bad, { version: 7, weights: { bot: 3 } })).toMatchObject({
    value: 3,
    weightsVersion: 7,
  })
})

test('is absent when no signal had data', () => {
  expect(suspectScore({})).toBeUndefined()
})
