import { expect, test } from 'vitest'
import { suspectScore } from './suspect-score'
import { defaultSuspectWeights } from './weights'

const weightsOf = (parts: object) => ({ ...defaultSuspectWeights.weights, ...parts })

test('is 0 for an all-clear and the weight for a raised signal', () => {
  const clear = { bot: { value: { result: 'not_detected' }, evidence: [] } } as const
  const bad = { bot: { value: { result: 'bad', type: 'webdriver' }, evidence: [] } } as const
  expect(suspectScore(clear)).toEqual({ value: 0, weightsVersion: 4, contributions: {} })
  expect(suspectScore(bad)).toEqual({ value: 20, weightsVersion: 4, contributions: { bot: 20 } })
  expect(suspectScore(bad, { version: 7, weights: weightsOf({ bot: 3 }) })).toMatchObject({
    value: 3,
    weightsVersion: 7,
  })
})

test('a rare device is named and weighs nothing, unless weights say so', () => {
  const rare = {
    rare_device: { value: { isRare: true, bucket: 'not_seen' }, evidence: [] },
  } as const
  expect(suspectScore(rare)).toMatchObject({ value: 0, contributions: { rare_device: 0 } })
  const weights = weightsOf({ rare_device: 2 })
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

test('adds up everything that was raised, and nothing that was cleared', () => {
  const all = suspectScore({
    bot: { value: { result: 'bad', type: 'webdriver' }, evidence: [] },
    incognito: { value: { isPrivate: true, confidence: 'high' }, evidence: [] },
    developer_tools: { value: { isOpen: true }, evidence: [] },
    privacy_settings: { value: { isHiding: true }, evidence: [] },
    tampering: {
      value: {
        isTampered: true,
        confidence: 'medium',
        anomalyScore: 0.7,
        mlScore: 0.4,
        isAntiDetectBrowser: false,
      },
      evidence: [],
    },
    virtual_machine: { value: { isVirtual: false, mlScore: 0.05 }, evidence: [] },
  })
  expect(all).toEqual({
    value: 37,
    weightsVersion: 4,
    contributions: {
      bot: 20,
      incognito: 2,
      developer_tools: 3,
      privacy_settings: 0,
      tampering: 12,
    },
  })
})
