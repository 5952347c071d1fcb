import type { EventRecord } from '@whorl/core'

/** An event that never happened, for tests of a receiver: its visitor and tag say so. */
export function sampleWebhookEvent(
  workspaceId: string,
  environmentId: string,
  now: number,
): EventRecord {
  return {
    eventId: `${now}.000000`,
    timestamp: now,
    workspaceId,
    environmentId,
    source: 'device',
    revision: 1,
    url: 'https://example.com/webhook-test',
    referrer: '',
    tag: { test: true },
    // RFC 5737: an address for documentation.
    ip: '192.0.2.1',
    userAgent: 'Whorl webhook test',
    sdk: { platform: 'js', version: '4.0.0' },
    replayed: false,
    identification: {
      visitorId: '00000000000000000000',
      visitorFound: false,
      confidence: 1,
    },
    browser: {
      browserName: 'Other',
      browserMajorVersion: '',
      browserFullVersion: '',
      os: 'Other',
      osVersion: '',
      device: 'Other',
    },
    readings: {},
    verdicts: {},
    why: { method: 'new', anchors: [], evidence: [], compared: 0 },
  }
}
