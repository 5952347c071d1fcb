import { expect, test } from 'vitest'
import { bCubedOf } from './b-cubed'
import { visits } from './sample-visits'

test('one id for two browsers costs precision only', () => {
  expect(bCubedOf(visits('1a 1a 2a 2a'))).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3 })
})

test('two ids for one browser cost recall only', () => {
  // Three visits see 3 of 4, one sees 1 of 4: (3 x 0.75 + 0.25) / 4.
  const { precision, recall } = bCubedOf(visits('1a 1a 1a 1b'))
  expect(precision).toBe(1)
  expect(recall).toBe(0.625)
})
