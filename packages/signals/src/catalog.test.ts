import { describe, expect, test } from 'vitest'
import { catalog } from './catalog'
import type { Signal } from './define'

/** `raw_device_attributes` of Server API v4, without the two that only a phone's own agent can give. */
const attributes = [
  'architecture',
  'audio',
  'battery_charging',
  'battery_level',
  'canvas',
  'color_depth',
  'cookies_enabled',
  'date_time_locale',
  'device_memory',
  'device_model',
  'emoji',
  'font_hash',
  'font_preferences',
  'fonts',
  'hardware_concurrency',
  'indexed_db',
  'keyboard_layout_hash',
  'keyboard_layout_name',
  'languages',
  'local_storage',
  'math',
  'oscpu',
  'platform',
  'plugins',
  'screen_resolution',
  'session_storage',
  'timezone',
  'timezone_offset',
  'touch_support',
  'vendor',
  'webgl_basics',
  'webgl_extensions',
]

const signals: readonly Signal[] = catalog

test('feeds every published attribute that a browser can give, each from one signal', () => {
  expect(signals.flatMap(({ attribute }) => attribute?.name ?? []).sort()).toEqual(attributes)
})

test('names and labels are unique', () => {
  expect(new Set(signals.map(({ name }) => name)).size).toBe(signals.length)
  expect(new Set(signals.map(({ label }) => label)).size).toBe(signals.length)
})

describe('identity', () => {
  test('never rests on the canvas or the processors of Firefox', () => {
    const noisy = signals.filter(({ noisyIn }) => noisyIn.includes('gecko')).map(({ name }) => name)
    expect(noisy).toEqual(expect.arrayContaining(['canvas', 'hardwareConcurrency']))
  })

  test('rests on every device signal', () => {
    const idle = signals.filter(({ stability, identity }) => {
      return stability === 'device' && identity === 'none'
    })
    expect(idle).toEqual([])
  })
})

test('each signal is documented in one sentence', () => {
  for (const { name, docs } of signals) expect(docs, name).toMatch(/^\S.*\.$/)
})
