import type { EventRecord } from '@whorl/core'
import type { EventResponseV3, VisitV3 } from '@whorl/wire'
import { type AnswerOptions, confidenceVersion, toSdk } from './event-v4'
import { toIpLocation, toNetworkProducts } from './network-v3'
import { toRawAttributesV3 } from './raw-attributes'
import { toTagObject } from './tag-object'
import { toVelocityV3 } from './velocity'

type Products = EventResponseV3['products']

/** An event as `GET /events/{request_id}` of Server API v3 shows it. */
export function toEventV3(
  event: EventRecord,
  { smartSignals = true }: AnswerOptions = {},
): EventResponseV3 {
  const { identification, environmentId, sdk, replayed, suspect } = event
  const attributes = toRawAttributesV3(event.readings)
  return {
    products: {
      identification: {
        data: {
          visitorId: identification.visitorId,
          ...toVisitV3(event, { smartSignals }),
          ...(smartSignals && { components: attributes }),
          ...(suspect !== undefined && { suspect }),
          replayed,
          sdk: toSdk(sdk),
          environmentId,
        },
      },
      ...(smartSignals && toSmartProducts(event, attributes)),
    },
  }
}

/**
 * An event as one visit of `GET /visitors/{visitor_id}` of Server API v3. Without `components`: a page
 * may have 500 visits.
 */
export function toVisitV3(
  event: EventRecord,
  { smartSignals: isShown = true }: AnswerOptions = {},
): VisitV3 {
  const { confidence, visitorFound, firstSeenAt, lastSeenAt } = event.identification
  return {
    requestId: event.eventId,
    browserDetails: { ...event.browser, userAgent: event.userAgent },
    // The schema requires it: false where nothing is known.
    incognito: isShown && (event.verdicts.incognito?.value.isPrivate ?? false),
    ip: event.ip,
    ...(isShown && toIpLocation(event)),
    ...(event.linkedId !== undefined && { linkedId: event.linkedId }),
    timestamp: event.timestamp,
    time: toIso(event.timestamp),
    url: event.url,
    tag: toTagObject(event.tag),
    confidence: { score: confidence, revision: confidenceVersion },
    visitorFound,
    firstSeenAt: toSeenAt(firstSeenAt),
    lastSeenAt: toSeenAt(lastSeenAt),
  }
}

function toSmartProducts(
  event: EventRecord,
  attributes: ReturnType<typeof toRawAttributesV3>,
): Partial<Products> {
  const { verdicts, suspectScore } = event
  const rare = verdicts.rare_device?.value
  return {
    ...(verdicts.bot && { botd: { data: toBotd(event, verdicts.bot.value) } }),
    ...(suspectScore && { suspectScore: { data: { result: suspectScore.value } } }),
    ...toBrowserProducts(verdicts),
    ...(rare && { rareDevice: { data: { result: rare.isRare, percentileBucket: rare.bucket } } }),
    ...toNetworkProducts(event),
    ...toVelocityV3(event),
    rawDeviceAttributes: { data: attributes },
  }
}

function toBrowserProducts(verdicts: EventRecord['verdicts']): Partial<Products> {
  const { incognito, developer_tools: tools, privacy_settings: privacy } = verdicts
  const { remote_control: remote } = verdicts
  const tampering = verdicts.tampering?.value
  const machine = verdicts.virtual_machine?.value
  return {
    ...(incognito && { incognito: { data: { result: incognito.value.isPrivate } } }),
    ...(tools && { developerTools: { data: { result: tools.value.isOpen } } }),
    ...(privacy && { privacySettings: { data: { result: privacy.value.isHiding } } }),
    ...(tampering && {
      tampering: {
        data: {
          result: tampering.isTampered,
          confidence: tampering.confidence,
          anomalyScore: tampering.anomalyScore,
          mlScore: tampering.mlScore,
          antiDetectBrowser: tampering.isAntiDetectBrowser,
        },
      },
    }),
    ...(remote && { remoteControl: { data: { result: remote.value.isControlled } } }),
    ...(machine && {
      virtualMachine: { data: { result: machine.isVirtual, mlScore: machine.mlScore } },
    }),
  }
}

type Bot = NonNullable<EventRecord['verdicts']['bot']>['value']

function toBotd(event: EventRecord, bot: Bot): NonNullable<Products['botd']>['data'] {
  return {
    bot: {
      result: bot.result === 'not_detected' ? 'notDetected' : bot.result,
      ...(bot.type !== undefined && { type: bot.type }),
    },
    ...(event.linkedId !== undefined && { linkedId: event.linkedId }),
    url: event.url,
    ip: event.ip,
    time: toIso(event.timestamp),
    userAgent: event.userAgent,
    requestId: event.eventId,
  }
}

function toIso(unixMs: number): string {
  return new Date(unixMs).toISOString()
}

/** An installation has no view beyond its own workspaces: both scopes show the same time. */
export function toSeenAt(unixMs: number | undefined): VisitV3['firstSeenAt'] {
  const time = unixMs === undefined ? null : toIso(unixMs)
  return { global: time, subscription: time }
}
