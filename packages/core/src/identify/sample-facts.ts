import type { Readings } from '@whorl/wire'
import type { Anchor, Facts, History, NetworkFacts } from '../facts'
import { visitKeys } from './match-keys'
import { Population } from './population/population'
import type { Profile } from './profile'
import { profileAfter } from './profile-after'

/**
 * Facts for tests: an undriven Chromium 156 on Linux as measured there, with a real machine's GPU
 * and screen in place of the test machine's.
 */
export const chromiumOnLinux: Readings = {
  engine: { value: 'blink' },
  platform: { value: 'Linux x86_64' },
  architecture: { value: 127 },
  vendor: { value: 'Google Inc.' },
  colorDepth: { value: 24 },
  colorGamut: { value: 'srgb' },
  contrast: { value: 0 },
  forcedColors: { value: false },
  invertedColors: { value: false },
  monochrome: { value: 0 },
  reducedMotion: { value: false },
  reducedTransparency: { value: false },
  deviceMemory: { value: 8 },
  hardwareConcurrency: { value: 8 },
  screenResolution: { value: [1920, 1080] },
  fonts: { value: ['Arial', 'DejaVu Sans', 'Liberation Serif'] },
  touchSupport: { value: { maxTouchPoints: 0, touchEvent: false, touchStart: false } },
  timezone: { value: 'Europe/Berlin' },
  languages: { value: [['de-DE']] },
  webdriver: { value: false },
}

export const someNetwork: NetworkFacts = {
  ip: '198.51.100.7',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  browser: {
    browserName: 'Chrome',
    browserMajorVersion: '156',
    browserFullVersion: '156.0.0.0',
    os: 'Linux',
    osVersion: '',
    device: 'Other',
  },
  claimed: { engine: 'blink', os: 'linux' },
  headers: { order: [], clientHints: {} },
}

export const emptyHistory: History = { anchored: [], candidates: [] }

export interface SampleParts {
  signals?: Readings
  /** What the agent says of its page. */
  facts?: Facts['payload']['facts']
  network?: Partial<NetworkFacts>
  anchors?: readonly Anchor[]
  history?: Partial<History>
  population?: Population
  now?: number
}

/** One visit of that browser; every part can be replaced. */
export function sampleFacts({
  signals,
  facts,
  network,
  anchors,
  history,
  population,
  now,
}: SampleParts = {}): Facts {
  return {
    payload: {
      v: 1,
      kind: 'identify',
      key: 'pk_test',
      platform: 'browser',
      sdk: { platform: 'js', version: '4.1.5' },
      url: 'https://shop.example.com/',
      ...(facts && { facts }),
      signals: signals ?? chromiumOnLinux,
    },
    network: { ...someNetwork, ...network },
    ingest: { challenge: 'valid', isReplayed: false, isEncrypted: true },
    anchors: anchors ?? [],
    history: { ...emptyHistory, ...history },
    population: population ?? new Population(),
    now: now ?? 1_790_000_000_000,
  }
}

/** The visitor that a visit with these parts leaves behind. */
export function sampleProfile(visitorId: string, parts: SampleParts = {}): Profile {
  const facts = sampleFacts(parts)
  const why = { method: 'new', anchors: [], evidence: [], compared: 0 } as const
  const highRecall = { id: `${visitorId}_hr`, firstSeenAt: facts.now, isFound: false }
  const storage = visitorId.slice(-9)
  return profileAfter(facts, { visitorId, isFound: false, confidence: 1, highRecall, storage, why })
}

/** The exact key text of a visit with these parts. */
export function sampleKeys(parts: SampleParts = {}) {
  return visitKeys(sampleFacts(parts))
}
