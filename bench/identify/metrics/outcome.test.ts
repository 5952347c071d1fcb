import { expect, test } from 'vitest'
import { toOutcomes } from './outcome'
import { visits } from './sample-visits'

test('an id belongs to the browser that it was first given to', () => {
  const outcomes = toOutcomes(visits('1a 2a 2a 1b'))
  expect(outcomes.map(({ isOwn }) => isOwn)).toEqual([true, false, false, true])
})

test('a first visit is linked only when its id was used before', () => {
  const outcomes = toOutcomes(visits('1a 2a 3b'))
  expect(outcomes.map(({ isFirstVisit }) => isFirstVisit)).toEqual([true, true, true])
  expect(outcomes.map(({ isLinked }) => isLinked)).toEqual([false, true, false])
})

test('a wrong merge counts once, however long the browser keeps the id', () => {
  const outcomes = toOutcomes(visits('1a 2a 2a 2a 2b 2a'))
  expect(outcomes.map(({ isFalseMerge }) => isFalseMerge)).toEqual([
    false,
    true,
    false,
    false,
    false,
    true,
  ])
})

test('keeping the id means the id of the previous visit of the same browser', () => {
  const outcomes = toOutcomes(visits('1a 2b 1a 1b 2b'))
  expect(outcomes.map(({ keepsId }) => keepsId)).toEqual([false, false, true, false, true])
})
