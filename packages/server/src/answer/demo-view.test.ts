import type { EventRecord } from '@whorl/core'
import { catalog } from '@whorl/signals'
import { expect, test } from 'vitest'
import { sampleEvent } from '../../test/sample-event'
import { toDemoView } from './demo-view'
import { toWhorlPart } from './whorl-part'

test('lists every signal once with its meaning and what came of it', () => {
  const { signals, whorl } = toDemoView(sampleEvent())
  expect(signals.map(({ name }) => name)).toEqual(catalog.map(({ name }) => name))
  const find = (name: string) => signals.find((signal) => signal.name === name)
  expect(find('hardwareConcurrency')).toMatchObject({
    value: 8,
    ms: 0,
    label: expect.any(String),
    docs: expect.any(String),
  })
  expect(find('audio')).toMatchObject({ error: { name: 'timeout' }, ms: 300 })
  expect(find('oscpu')).not.toHaveProperty('value')
  expect(find('oscpu')).not.toHaveProperty('missing')
  expect(find('canvas')).toMatchObject({ missing: 'not_sent' })
  expect(whorl).not.toHaveProperty('signals')
})

test('a signal that is still on its way says so, until the wait is over', () => {
  const stateOf = (late: { announced: string[]; completedAt?: number }) =>
    toDemoView(sampleEvent({ late })).signals.find(({ name }) => name === 'canvas')?.missing
  expect(stateOf({ announced: ['canvas'] })).toBe('late')
  expect(stateOf({ announced: ['canvas'], completedAt: 1_790_000_002_000 })).toBe('not_sent')
})

test('the whorl part tells why, on what evidence, and how late facts stand', () => {
  const part = toWhorlPart(
    sampleEvent({
      revision: 2,
      why: {
        method: 'anchor',
        anchors: [{ carrier: 'local', verdict: 'accepted' }],
        evidence: [
          { attribute: 'renderer', relation: 'same', weight: 6.2 },
          { attribute: 'network', relation: 'none', weight: -1.5 },
          { attribute: 'version', relation: 'higher', weight: 0.3 },
          { attribute: 'gone', relation: 'same', weight: 0.1 },
        ],
        compared: 4,
        known: 0.97,
        runnerUp: { visitorId: 'zyxwvutsrq9876543210', behind: 2.5 },
      },
      verdicts: {
        bot: {
          value: { result: 'bad', type: 'headless' },
          evidence: [{ says: 'navigator.webdriver is true', weight: 1 }],
        },
      },
      late: { announced: ['canvas'], completedAt: 1_790_000_001_000 },
    }),
    'abcdefghij0123456789',
  )
  expect(part).toMatchObject({
    revision: 2,
    canonical_visitor_id: 'abcdefghij0123456789',
    why: {
      method: 'anchor',
      anchors: [{ carrier: 'local', verdict: 'accepted' }],
      evidence: [
        { attribute: 'renderer', label: 'graphics', relation: 'same', weight: 6.2 },
        { attribute: 'network', label: 'network', relation: 'none', weight: -1.5 },
        { attribute: 'version', label: 'browser version', relation: 'higher', weight: 0.3 },
        { attribute: 'gone', label: 'gone', relation: 'same', weight: 0.1 },
      ],
      compared: 4,
      known: 0.97,
      runner_up: { visitor_id: 'zyxwvutsrq9876543210', behind: 2.5 },
    },
    evidence: { bot: [{ says: 'navigator.webdriver is true', weight: 1 }] },
    late: { announced: ['canvas'], state: 'complete', completed_at: 1_790_000_001_000 },
    suspect_score: { value: 0, weights_version: 1, contributions: {} },
  })
  expect(part.signals.map(({ name }) => name)).toContain('colorGamut')
})

test('an event of the first release shows what it has', () => {
  const stored = {
    method: 'exact',
    anchors: [],
    agreed: ['canvas'],
    differed: [],
    compared: 2,
    runnerUp: 'zyxwvutsrq9876543210',
  }
  // Stored JSON: its shape is older than the type.
  const why = stored as unknown as EventRecord['why']
  expect(toWhorlPart(sampleEvent({ why })).why).toEqual({
    method: 'exact',
    anchors: [],
    evidence: [],
    compared: 2,
  })
})
