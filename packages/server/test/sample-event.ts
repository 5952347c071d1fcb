import type { EventRecord } from '@whorl/core'

/** A first visit of Chromium on Linux, with a value, an absence and an error among its readings. */
export function sampleEvent(parts: Partial<EventRecord> = {}): EventRecord {
  return {
    eventId: '1790000000000.A1b2C3',
    timestamp: 1_790_000_000_000,
    workspaceId: 'ws_a',
    environmentId: 'ae_0123456789abcdef',
    source: 'device',
    revision: 1,
    url: 'https://shop.example/login?next=%2F',
    referrer: '',
    ip: '203.0.113.7',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
    sdk: { platform: 'js', version: '4.1.5' },
    replayed: false,
    identification: {
      visitorId: 'abcdefghij0123456789',
      visitorFound: false,
      confidence: 0.97,
      highRecall: { visitorId: 'abcdefghij0123456789_hr', visitorFound: false },
    },
    browser: {
      browserName: 'Chrome',
      browserMajorVersion: '156',
      browserFullVersion: '156.0.0',
      os: 'Linux',
      osVersion: '',
      device: 'Other',
    },
    readings: {
      hardwareConcurrency: { value: 8, ms: 0 },
      languages: { value: [['en-US']], ms: 0.1 },
      webglBasics: {
        value: {
          version: 'WebGL 1.0',
          vendor: 'WebKit',
          vendorUnmasked: 'Google Inc.',
          renderer: 'WebKit WebGL',
          rendererUnmasked: 'ANGLE',
          shadingLanguageVersion: 'WebGL GLSL ES 1.0',
        },
        ms: 12.5,
      },
      oscpu: { ms: 0 },
      audio: { error: { name: 'timeout' }, ms: 300 },
      colorGamut: { value: 'srgb', ms: 0 },
    },
    verdicts: { bot: { value: { result: 'not_detected' }, evidence: [] } },
    suspectScore: { value: 0, weightsVersion: 1, contributions: {} },
    why: {
      method: 'new',
      anchors: [],
      evidence: [],
      compared: 3,
    },
    ...parts,
  }
}
