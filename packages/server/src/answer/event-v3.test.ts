import { EventResponseV3, VisitV3 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { expect, test } from 'vitest'
import { sampleEvent } from '../../test/sample-event'
import { toEventV3, toVisitV3 } from './event-v3'

const later = sampleEvent({
  linkedId: 'order-7',
  tag: 'checkout',
  suspect: true,
  identification: {
    visitorId: 'abcdefghij0123456789',
    visitorFound: true,
    confidence: 1,
    firstSeenAt: 1_789_000_000_000,
    lastSeenAt: 1_789_900_000_000,
  },
  verdicts: {
    bot: { value: { result: 'bad', type: 'headless' }, evidence: [] },
    rare_device: { value: { isRare: false, bucket: 'p95-p99' }, evidence: [] },
  },
})

test('a first visit fits the published schema; unknown times are null', () => {
  const event = toEventV3(sampleEvent())
  expect([...Errors(EventResponseV3, event)]).toEqual([])
  expect(event.products.identification.data).toMatchObject({
    requestId: '1790000000000.A1b2C3',
    time: '2026-09-21T14:13:20.000Z',
    tag: {},
    incognito: false,
    visitorFound: false,
    firstSeenAt: { global: null, subscription: null },
    lastSeenAt: { global: null, subscription: null },
    browserDetails: { browserName: 'Chrome', userAgent: expect.stringContaining('Chrome/156') },
  })
  expect(event.products.botd?.data.bot).toEqual({ result: 'notDetected' })
  expect(event.products).not.toHaveProperty('rareDevice')
})

test('a later visit shows times, tag, link and suspicion', () => {
  const event = toEventV3(later)
  expect([...Errors(EventResponseV3, event)]).toEqual([])
  expect(event.products.identification.data).toMatchObject({
    linkedId: 'order-7',
    tag: { tag: 'checkout' },
    suspect: true,
    firstSeenAt: {
      global: '2026-09-10T00:26:40.000Z',
      subscription: '2026-09-10T00:26:40.000Z',
    },
  })
  expect(event.products.botd?.data.bot).toEqual({ result: 'bad', type: 'headless' })
  expect(event.products.suspectScore?.data.result).toBe(0)
  expect(event.products.rareDevice?.data).toEqual({ result: false, percentileBucket: 'p95-p99' })
})

test('a workspace without Smart Signals gets the identification alone', () => {
  expect(Object.keys(toEventV3(later, { smartSignals: false }).products)).toEqual([
    'identification',
  ])
})

test('the components of an identification are the raw attributes; a visit has none', () => {
  const { rawDeviceAttributes, identification } = toEventV3(later).products
  expect(rawDeviceAttributes?.data).toMatchObject({ hardwareConcurrency: { value: 8 } })
  expect(identification.data.components).toEqual(rawDeviceAttributes?.data)
  expect(toVisitV3(later)).not.toHaveProperty('components')
  const bare = toEventV3(later, { smartSignals: false })
  expect(bare.products.identification.data).not.toHaveProperty('components')
})

test('a visit is the identification without what belongs to the event alone', () => {
  const visit = toVisitV3(later)
  expect([...Errors(VisitV3, visit)]).toEqual([])
  for (const name of ['visitorId', 'sdk', 'replayed', 'environmentId', 'suspect']) {
    expect(visit).not.toHaveProperty(name)
  }
})

test('the verdicts about the browser have the published names', () => {
  const event = sampleEvent({
    verdicts: {
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
    },
  })
  const shown = toEventV3(event)
  expect([...Errors(EventResponseV3, shown)]).toEqual([])
  expect(shown.products).toMatchObject({
    identification: { data: { incognito: true } },
    incognito: { data: { result: true } },
    developerTools: { data: { result: false } },
    privacySettings: { data: { result: true } },
    tampering: {
      data: {
        result: true,
        confidence: 'medium',
        anomalyScore: 0.6,
        mlScore: 0.231,
        antiDetectBrowser: false,
      },
    },
    virtualMachine: { data: { result: true, mlScore: 0.95 } },
  })
  const hidden = toEventV3(event, { smartSignals: false })
  expect(hidden.products.identification.data.incognito).toBe(false)
})
