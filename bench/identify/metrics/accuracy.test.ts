import { describe, expect, test } from 'vitest'
import { accuracyOf } from './accuracy'
import { toOutcomes } from './outcome'
import { visits } from './sample-visits'

const accuracy = (text: string) => accuracyOf(toOutcomes(visits(text)))

test('perfect linking has ones and no merges', () => {
  expect(accuracy('1a 2b 1a 2b')).toEqual({
    visits: 4,
    browsers: 2,
    identificationAccuracy: 1,
    returningRecall: 1,
    strictAccuracy: 1,
    strictRecall: 1,
    falseMergeRate: 0,
    firstVisitFalseMergeRate: 0,
    linkPrecision: 1,
  })
})

describe('a browser that keeps a wrong id', () => {
  // Browser 2 is given browser 1's id at once and keeps it twice.
  const result = accuracy('1a 2a 2a 2a')

  test('is right each time by the plain figures and wrong each time by the strict ones', () => {
    expect(result.identificationAccuracy).toBe(3 / 4)
    expect(result.returningRecall).toBe(1)
    expect(result.strictAccuracy).toBe(1 / 4)
    expect(result.strictRecall).toBe(0)
  })

  test('is one merge of four visits, on one of two first visits', () => {
    expect(result.falseMergeRate).toBe(1 / 4)
    expect(result.firstVisitFalseMergeRate).toBe(1 / 2)
  })

  test('makes all three links wrong', () => {
    expect(result.linkPrecision).toBe(0)
  })
})

test('a lost id costs recall and no precision', () => {
  const result = accuracy('1a 1b 1b')
  expect(result.returningRecall).toBe(1 / 2)
  expect(result.identificationAccuracy).toBe(2 / 3)
  expect(result.linkPrecision).toBe(1)
  expect(result.falseMergeRate).toBe(0)
})

test('a share of nothing is not a number', () => {
  expect(accuracy('1a').returningRecall).toBeNaN()
})
