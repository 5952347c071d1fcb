import type { EventRecord, RareDeviceVerdict } from '@whorl/core'
import { describe, expect, test } from 'vitest'
import { sampleEvent } from '../../../test/sample-event'
import { toDemoView } from '../../answer/demo-view'
import {
  percent,
  problemInWords,
  rarityInWords,
  signalsInWords,
  verdictInWords,
  whyInWords,
} from './words'

const { why } = toDemoView(sampleEvent()).whorl
const scale =
  '× 10 makes it ten times likelier that it is the same browser, ÷ 10 ten times less likely.'

test.each([
  [0, '0 %'],
  [0.6, '60 %'],
  [0.905, '90.5 %'],
  [0.9999, '99.9 %'],
  [1, '100 %'],
])('%f reads as %s: only certainty is 100', (share, text) => {
  expect(percent(share)).toBe(text)
})

const evidence = (
  ...parts: readonly (readonly [label: string, relation: string, weight: number])[]
) => parts.map(([label, relation, weight]) => ({ attribute: label, label, relation, weight }))

describe('why', () => {
  test('a token decided', () => {
    expect(
      whyInWords({
        ...why,
        method: 'anchor',
        anchors: [
          { carrier: 'httpCookie', verdict: 'accepted' },
          { carrier: 'local', verdict: 'device_conflict' },
        ],
        evidence: evidence(['graphics', 'same', 6.2], ['network', 'last', 3.4]),
      }),
    ).toEqual([
      'Your browser still had the signed token of its last visit.',
      'The token in the cookie that only the server can read was accepted.',
      'The token in local storage belongs to another machine and was not believed.',
      'These agreed, strongest first: graphics ×\u00a0490, network (the last one) ×\u00a030.',
      scale,
    ])
  })

  test('likelihood decided: what agreed, what differed, who else it may be', () => {
    expect(
      whyInWords({
        ...why,
        method: 'likelihood',
        compared: 4,
        known: 0.9732,
        runner_up: { visitor_id: 'zyxwvutsrq9876543210', behind: 2.5 },
        evidence: evidence(
          ['time zone', 'same', -0.3],
          ['browser version', 'higher', 0.5],
          ['screen', 'different', -3],
          ['fonts', 'similar', 2],
          ['graphics', 'same', 15],
          ['pointer', 'same', 0.01],
          ['network', 'none', -4],
          ['pixel ratio', 'earlier', 1],
        ),
      }),
    ).toEqual([
      'Your browser brought no token that fits; compared with 4 known visitors, it most likely is one of them.',
      'These agreed, strongest first: graphics ×\u00a0over a million, fonts (nearly) ×\u00a07.4, pixel ratio (an earlier value) ×\u00a02.7, time zone ÷\u00a01.3, and 1 of less weight.',
      'These differed, strongest first: network (a new one) ÷\u00a055, screen ÷\u00a020, browser version (newer) ×\u00a01.6.',
      scale,
      'How likely it is anybody known: 97.3 %.',
      'Another visitor came close: zyxwvutsrq9876543210, 12 times less likely.',
    ])
  })

  test('eight are named and the others counted', () => {
    const many = Array.from({ length: 12 }, (_, n) => [`n${n}`, 'same', 12 - n] as const)
    const [, agreed] = whyInWords({ ...why, method: 'anchor', evidence: evidence(...many) })
    expect(agreed).toMatch(/n0 .*, n7 ×\u00a0150, and 4 of less weight\.$/)
    expect(agreed).not.toContain('n8')
  })

  test('nobody fitted', () => {
    expect(whyInWords({ ...why, compared: 0, known: 0 })).toEqual([
      'No known visitor resembles you, so you got a new id.',
    ])
    expect(
      whyInWords({
        ...why,
        compared: 1,
        known: 0.2,
        runner_up: { visitor_id: 'zyxwvutsrq9876543210', behind: 0.1 },
        evidence: evidence(['pointer', 'same', 0.02], ['sound', 'different', -5]),
      }),
    ).toEqual([
      'You were compared with 1 known visitor; none fitted well enough, so you got a new id.',
      'This is how you compare with the known visitor that came closest:',
      'These agreed: 1 attribute of little weight.',
      'These differed, strongest first: sound ÷\u00a0150.',
      scale,
      'How likely it is anybody known: 20 %.',
    ])
  })

  test('nobody else came close, and a chance is never certain', () => {
    const words = whyInWords({
      ...why,
      method: 'likelihood',
      compared: 1,
      known: 1,
      runner_up: { visitor_id: 'zyxwvutsrq9876543210', behind: 7 },
    })
    expect(words).toEqual([
      'Your browser brought no token that fits; compared with 1 known visitor, it most likely is that one.',
      'How likely it is anybody known: 99.9 %.',
      'No other visitor came close.',
    ])
  })
})

test('the verdict of a first and of a later visit', () => {
  expect(verdictInWords(toDemoView(sampleEvent()))).toBe('A new visitor, 97 % sure.')
  const later = sampleEvent({
    identification: { visitorId: 'abcdefghij0123456789', visitorFound: true, confidence: 1 },
    why: { ...sampleEvent().why, method: 'anchor' },
  })
  expect(verdictInWords(toDemoView(later))).toBe(
    'Recognised, 100 % sure. Your browser still had the signed token of its last visit.',
  )
})

test('how rare a device is, when there is a verdict', () => {
  const rarity = (bucket: RareDeviceVerdict['bucket']) =>
    rarityInWords(
      toDemoView(
        sampleEvent({
          verdicts: { rare_device: { value: { isRare: true, bucket }, evidence: [] } },
        }),
      ).event,
    )
  expect(rarity('<p95')).toBe('no, an ordinary one')
  expect(rarity('not_seen')).toBe('yes, never seen here before')
  expect(rarityInWords(toDemoView(sampleEvent()).event)).toBeUndefined()
})

test('a failure says what to do, and shows a code that it does not know', () => {
  const failed = (code: string) => problemInWords(Object.assign(new Error('No luck'), { code }))
  expect(failed('origin_not_allowed')).toContain('allowed origins')
  expect(failed('brand_new')).toBe('No luck (brand_new)')
  expect(problemInWords('plain')).toBe('plain')
})

test('a verdict about the browser is yes or no, and absent without data', () => {
  const words = (verdicts: EventRecord['verdicts']) =>
    Object.fromEntries(signalsInWords(toDemoView(sampleEvent({ verdicts }))))
  expect(Object.values(words({})).every((text) => text === undefined)).toBe(true)
  const tampering = {
    isTampered: true,
    confidence: 'high',
    anomalyScore: 0.96,
    mlScore: 0.9,
    isAntiDetectBrowser: true,
  } as const
  expect(
    words({
      incognito: { value: { isPrivate: false, confidence: 'high' }, evidence: [] },
      tampering: { value: tampering, evidence: [] },
    }),
  ).toMatchObject({
    'Private window': 'no',
    Tampering: 'yes, anomaly 96 %, confidence high, as anti-detect browsers do',
  })
})
