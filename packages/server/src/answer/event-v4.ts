import type { EventRecord } from '@whorl/core'
import type { EventV4 } from '@whorl/wire'
import { toIntegration } from './integration'
import { toNetworkV4 } from './network-v4'
import { toRawAttributesV4 } from './raw-attributes'
import { toTagObject } from './tag-object'
import { toVelocityV4 } from './velocity'

/** Version of the identification, shown as `confidence.version`. */
export const confidenceVersion = '1.0'

export interface AnswerOptions {
  /** False for a workspace that does without Smart Signals: they are left out. @default true */
  smartSignals?: boolean
}

/** An event as Server API v4 shows it. Fields without data are left out. */
export function toEventV4(
  event: EventRecord,
  { smartSignals = true }: AnswerOptions = {},
): EventV4 {
  const { browser } = event
  return {
    event_id: event.eventId,
    timestamp: event.timestamp,
    source: event.source,
    ...(event.linkedId !== undefined && { linked_id: event.linkedId }),
    environment_id: event.environmentId,
    ...(event.suspect !== undefined && { suspect: event.suspect }),
    sdk: toSdk(event.sdk),
    replayed: event.replayed,
    identification: toIdentification(event),
    ...toHighRecall(event),
    tags: toTagObject(event.tag),
    url: event.url,
    ip_address: event.ip,
    user_agent: event.userAgent,
    device: browser.device,
    os: browser.os,
    os_version: browser.osVersion,
    client_referrer: event.referrer,
    browser_details: {
      browser_name: browser.browserName,
      browser_major_version: browser.browserMajorVersion,
      browser_full_version: browser.browserFullVersion,
      os: browser.os,
      os_version: browser.osVersion,
      device: browser.device,
    },
    ...(smartSignals && toSmartSignals(event)),
  }
}

function toIdentification({ identification }: EventRecord): NonNullable<EventV4['identification']> {
  const { visitorId, visitorFound, confidence, firstSeenAt, lastSeenAt } = identification
  return {
    visitor_id: visitorId,
    confidence: { score: confidence, version: confidenceVersion },
    visitor_found: visitorFound,
    ...(firstSeenAt !== undefined && { first_seen_at: firstSeenAt }),
    ...(lastSeenAt !== undefined && { last_seen_at: lastSeenAt }),
  }
}

/** How sure the coarser id is has no figure; the published API says so in these words. */
const noConfidence = { score: 0, version: 'Not Supported' } as const

function toHighRecall({
  identification,
}: EventRecord): Pick<EventV4, 'supplementary_id_high_recall'> {
  if (!identification.highRecall) return {}
  const { visitorId, visitorFound, firstSeenAt, lastSeenAt } = identification.highRecall
  return {
    supplementary_id_high_recall: {
      visitor_id: visitorId,
      visitor_found: visitorFound,
      confidence: noConfidence,
      ...(firstSeenAt !== undefined && { first_seen_at: firstSeenAt }),
      ...(lastSeenAt !== undefined && { last_seen_at: lastSeenAt }),
    },
  }
}

function toSmartSignals(event: EventRecord): Partial<EventV4> {
  const { verdicts, suspectScore, readings } = event
  const bot = verdicts.bot?.value
  const rare = verdicts.rare_device?.value
  return {
    ...(bot && {
      bot: bot.result,
      ...(bot.type !== undefined && { bot_type: bot.type }),
      ...(bot.info && { bot_info: bot.info }),
    }),
    ...(suspectScore && { suspect_score: suspectScore.value }),
    ...toBrowserSignals(verdicts),
    ...(rare && { rare_device: rare.isRare, rare_device_percentile_bucket: rare.bucket }),
    ...toNetworkV4(event),
    ...toVelocityV4(event),
    raw_device_attributes: toRawAttributesV4(readings),
  }
}

function toBrowserSignals(verdicts: EventRecord['verdicts']): Partial<EventV4> {
  const { incognito, developer_tools: tools, privacy_settings: privacy } = verdicts
  const tampering = verdicts.tampering?.value
  const machine = verdicts.virtual_machine?.value
  return {
    ...(incognito && { incognito: incognito.value.isPrivate }),
    ...(tools && { developer_tools: tools.value.isOpen }),
    ...(privacy && { privacy_settings: privacy.value.isHiding }),
    ...(tampering && {
      tampering: tampering.isTampered,
      tampering_confidence: tampering.confidence,
      tampering_ml_score: tampering.mlScore,
      tampering_details: {
        anomaly_score: tampering.anomalyScore,
        anti_detect_browser: tampering.isAntiDetectBrowser,
      },
    }),
    ...(machine && {
      virtual_machine: machine.isVirtual,
      virtual_machine_ml_score: machine.mlScore,
    }),
  }
}

/** The SDK of an event; both generations write it alike. */
export function toSdk({
  platform,
  version,
  integrations,
}: EventRecord['sdk']): NonNullable<EventV4['sdk']> {
  return {
    platform,
    version,
    ...(integrations?.length && { integrations: integrations.map(toIntegration) }),
  }
}
