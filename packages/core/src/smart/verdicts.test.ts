import type { Readings } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { type SampleParts, sampleFacts } from '../identify/sample-facts'
import { bot } from './bot'
import { developerTools } from './developer-tools'
import { judge } from './judge'
import { people, toolsOpen } from './sample-browsers'

const facts = (signals: Readings, parts: SampleParts = {}) => sampleFacts({ ...parts, signals })

describe('is no bot', () => {
  test.each(people)('%s', (_, signals, parts) => {
    expect(bot.detect(facts(signals, parts))?.value).toEqual({ result: 'not_detected' })
  })
})

test.each(people)('developer tools are open exactly where they are: %s', (name, signals, parts) => {
  const value = developerTools.detect(facts(signals, parts))?.value
  const isWebkit = name === 'WebKitGTK'
  expect(value).toEqual(
    isWebkit ? undefined : { isOpen: signals.stackTrap === toolsOpen.stackTrap },
  )
})

test.each(people)('every verdict about %s is in its bounds', (_, signals, parts) => {
  const { verdicts, failed } = judge(facts(signals, parts))
  expect(failed).toEqual([])
  for (const { evidence } of Object.values(verdicts)) {
    for (const { says, weight } of evidence) {
      expect(says).not.toBe('')
      expect(weight).toBeGreaterThan(0)
      expect(weight).toBeLessThanOrEqual(1)
    }
  }
})

test('without late facts what rests on them is absent', () => {
  expect(Object.keys(judge(sampleFacts()).verdicts)).toEqual(['bot'])
})
