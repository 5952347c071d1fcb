import type { EventRecord } from '@whorl/core'
import { EventV4 } from '@whorl/wire'
import { Check, Errors } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { sampleEvent } from '../../test/sample-event'
import { toEventV4 } from './event-v4'

const problems = (value: unknown) => [...Errors(EventV4, value)]

test('a first visit fits the published schema and has the ids of the event', () => {
  const event = toEventV4(sampleEvent())
  expect(problems(event)).toEqual([])
  expect(event).toMatchObject({
    event_id: '1790000000000.A1b2C3',
    timestamp: 1_790_000_000_000,
    source: 'device',
    environment_id: 'ae_0123456789abcdef',
    identification: {
      visitor_id: 'abcdefghij0123456789',
      visitor_found: false,
      confidence: { score: 0.97 },
    },
    supplementary_id_high_recall: {
      visitor_id: 'abcdefghij0123456789_hr',
      visitor_found: false,
      confidence: { score: 0, version: 'Not Supported' },
    },
    bot: 'not_detected',
    suspect_score: 0,
    client_referrer: '',
    device: 'Other',
    tags: {},
  })
})

test('what is not known is left out, never null', () => {
  const text = JSON.stringify(toEventV4(sampleEvent()))
  expect(text).not.toContain('null')
  const event = JSON.parse(text)
  for (const name of ['linked_id', 'suspect', 'bot_type', 'incognito', 'vpn', 'rare_device']) {
    expect(event).not.toHaveProperty(name)
  }
  for (const id of [event.identification, event.supplementary_id_high_recall]) {
    expect(id).not.toHaveProperty('first_seen_at')
    expect(id).not.toHaveProperty('last_seen_at')
  }
  expect(event.sdk).not.toHaveProperty('integrations')
})

test('a later visit shows everything it has', () => {
  const event = toEventV4(
    sampleEvent({
      linkedId: 'order-7',
      tag: { a: [1.5, { ü: null }] },
      suspect: false,
      sdk: { platform: 'js', version: '3.12.15', integrations: ['react-sdk/2.7.1/react/19.3.1'] },
      identification: {
        visitorId: 'abcdefghij0123456789',
        visitorFound: true,
        confidence: 1,
        firstSeenAt: 1_789_000_000_000,
        lastSeenAt: 1_789_900_000_000,
        highRecall: {
          visitorId: 'zyxwvutsrq9876543210_hr',
          visitorFound: true,
          firstSeenAt: 1_788_000_000_000,
          lastSeenAt: 1_789_900_000_000,
        },
      },
      verdicts: {
        rare_device: { value: { isRare: true, bucket: 'p99.9+' }, evidence: [] },
        bot: {
          value: { result: 'bad', type: 'selenium' },
          evidence: [{ says: 'webdriver', weight: 1 }],
        },
      },
    }),
  )
  expect(problems(event)).toEqual([])
  expect(event).toMatchObject({
    linked_id: 'order-7',
    tags: { a: [1.5, { ü: null }] },
    suspect: false,
    identification: { first_seen_at: 1_789_000_000_000, last_seen_at: 1_789_900_000_000 },
    sdk: {
      integrations: [
        {
          name: 'react-sdk',
          version: '2.7.1',
          subintegration: { name: 'react', version: '19.3.1' },
        },
      ],
    },
    supplementary_id_high_recall: {
      visitor_id: 'zyxwvutsrq9876543210_hr',
      visitor_found: true,
      first_seen_at: 1_788_000_000_000,
      last_seen_at: 1_789_900_000_000,
    },
    bot: 'bad',
    bot_type: 'selenium',
    rare_device: true,
    rare_device_percentile_bucket: 'p99.9+',
  })
})

test('an event from before there was a high-recall id has none', () => {
  const { highRecall: _, ...identification } = sampleEvent().identification
  const event = toEventV4(sampleEvent({ identification }))
  expect(problems(event)).toEqual([])
  expect(event).not.toHaveProperty('supplementary_id_high_recall')
})

test('a signal without data is absent', () => {
  const { suspectScore: _, ...rest } = sampleEvent({ verdicts: {} })
  const event = toEventV4(rest)
  expect(event).not.toHaveProperty('bot')
  expect(event).not.toHaveProperty('suspect_score')
})

test('a workspace without Smart Signals gets none', () => {
  const rare_device = { value: { isRare: false, bucket: '<p95' }, evidence: [] } as const
  const verdicts = { ...sampleEvent().verdicts, rare_device }
  expect(toEventV4(sampleEvent({ verdicts }))).toMatchObject({ rare_device: false })
  const event = toEventV4(sampleEvent({ verdicts }), { smartSignals: false })
  for (const name of [
    'bot',
    'suspect_score',
    'rare_device',
    'rare_device_percentile_bucket',
    'raw_device_attributes',
  ]) {
    expect(event).not.toHaveProperty(name)
  }
  expect(event.identification?.visitor_id).toBe('abcdefghij0123456789')
})

const browserVerdicts: EventRecord['verdicts'] = {
  incognito: { value: { isPrivate: true, confidence: 'high' }, evidence: [] },
  developer_tools: { value: { isOpen: false }, evidence: [] },
  privacy_settings: { value: { isHiding: true }, evidence: [] },
  tampering: {
    value: {
      isTampered: true,
      confidence: 'medium',
      anomalyScore: 0.6,
      mlScore: 0.231,
      isAntiDetectBrowser: false,
    },
    evidence: [],
  },
  virtual_machine: { value: { isVirtual: true, mlScore: 0.95 }, evidence: [] },
}

test('the verdicts about the browser have the published names', () => {
  const event = toEventV4(sampleEvent({ verdicts: browserVerdicts }))
  expect(problems(event)).toEqual([])
  expect(event).toMatchObject({
    incognito: true,
    developer_tools: false,
    privacy_settings: true,
    tampering: true,
    tampering_confidence: 'medium',
    tampering_ml_score: 0.231,
    tampering_details: { anomaly_score: 0.6, anti_detect_browser: false },
    virtual_machine: true,
    virtual_machine_ml_score: 0.95,
  })
  const hidden = toEventV4(sampleEvent({ verdicts: browserVerdicts }), { smartSignals: false })
  expect(Object.keys(hidden)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/incognito|tampering|tools|privacy|virtual/)]),
  )
})

describe('the schema', () => {
  test('is closed and refuses null', () => {
    const event = toEventV4(sampleEvent())
    expect(Check(EventV4, { ...event, whorl: {} })).toBe(false)
    expect(Check(EventV4, { ...event, linked_id: null })).toBe(false)
    const { timestamp: _, ...rest } = event
    expect(Check(EventV4, rest)).toBe(false)
  })
})
