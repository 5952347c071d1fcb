import { expect, test } from 'vitest'
import { sampleEvent } from '../../../test/sample-event'
import { toDemoView } from '../../answer/demo-view'
import { percent, problemInWords, verdictInWords, whyInWords } from './words'

const why = sampleEvent().why

test.each([
  [0, '0 %'],
  [0.6, '60 %'],
  [0.905, '90.5 %'],
  [0.9999, '99.9 %'],
  [1, '100 %'],
])('%f reads as %s: only certainty is 100', (share, text) => {
  expect(percent(share)).toBe(text)
})

test('says why, the main reason first, and what became of every token', () => {
  expect(whyInWords({ ...why, method: 'new', compared: 1 })).toEqual([
    'You were compared with 1 known visitor; none fitted, so you got a new id.',
  ])
  expect(
    whyInWords({
      ...why,
      method: 'exact',
      anchors: [{ carrier: 'local', verdict: 'forged' }],
      agreed: ['fonts'],
      differed: ['languages'],
    }),
  ).toEqual([
    'Your browser brought no valid token, but its device signals equal those of one known visitor.',
    'The token in local storage has no valid signature and was ignored.',
    'Equal to the last visit: fonts.',
    'Changed since then: languages.',
  ])
})

test('the verdict of a first and of a later visit', () => {
  expect(verdictInWords(toDemoView(sampleEvent()))).toBe('A new visitor, 97 % sure.')
  const later = sampleEvent({
    identification: { visitorId: 'abcdefghij0123456789', visitorFound: true, confidence: 1 },
    why: { ...why, method: 'anchor' },
  })
  expect(verdictInWords(toDemoView(later))).toBe(
    'Recognised, 100 % sure. Your browser still had the signed token of its last visit.',
  )
})

test('a failure says what to do, and shows a code that it does not know', () => {
  const failed = (code: string) => problemInWords(Object.assign(new Error('No luck'), { code }))
  expect(failed('origin_not_allowed')).toContain('allowed origins')
  expect(failed('brand_new')).toBe('No luck (brand_new)')
  expect(problemInWords('plain')).toBe('plain')
})
