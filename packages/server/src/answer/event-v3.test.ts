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

test('a visit is the identification without what belongs to the event alone', () => {
  const visit = toVisitV3(later)
  expect([...Errors(VisitV3, visit)]).toEqual([])
  for (const name of ['visitorId', 'sdk', 'replayed', 'environmentId', 'suspect']) {
    expect(visit).not.toHaveProperty(name)
  }
})
