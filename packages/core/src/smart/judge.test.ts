import { expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { bot } from './bot'
import { defineSmartSignal } from './define'
import { judge } from './judge'

test('collects the verdicts that have data', () => {
  const { verdicts, failed } = judge(sampleFacts())
  expect(verdicts.bot?.value.result).toBe('not_detected')
  expect(failed).toEqual([])
  expect(judge(sampleFacts({ signals: {} })).verdicts).toEqual({})
})

test('a detector that throws costs its own signal only', () => {
  const broken = defineSmartSignal({
    name: 'bot',
    docs: 'throws',
    detect() {
      throw new Error('broken')
    },
  })
  const first = judge(sampleFacts(), [broken])
  expect(first.verdicts).toEqual({})
  expect(first.failed).toMatchObject([{ name: 'bot', cause: { message: 'broken' } }])
  expect(judge(sampleFacts(), [broken, bot]).verdicts).toHaveProperty('bot')
})
