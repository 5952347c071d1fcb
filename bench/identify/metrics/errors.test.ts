import { expect, test } from 'vitest'
import { accuracyOf } from './accuracy'
import { errorOf } from './errors'
import { toOutcomes } from './outcome'
import { visits } from './sample-visits'

const text = '1a 2a 2a 1b 1a 2b 3c 3c'

test('names what went wrong with each visit', () => {
  expect(toOutcomes(visits(text)).map(errorOf)).toEqual([
    undefined,
    'first visit took another id',
    'keeps another id',
    'lost: new id',
    'back to an older own id',
    'moved to another id',
    undefined,
    undefined,
  ])
})

test('has an error exactly where the strict accuracy counts one', () => {
  const outcomes = toOutcomes(visits(text))
  const right = outcomes.filter((outcome) => errorOf(outcome) === undefined).length
  expect(accuracyOf(outcomes).strictAccuracy).toBe(right / outcomes.length)
})
