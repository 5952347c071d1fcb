import type {
  EventHighRecall,
  EventRecord,
  Facts,
  Identification,
  SuspectScore,
  Verdicts,
} from '@whorl/core'
import { isSignalName } from './check-readings'
import type { Visit } from './identify-visit'
import type { TakenPosition } from './take-position'

/** The event as it is kept. */
export function toEventRecord({
  eventId,
  visit: { admission, call },
  facts,
  identification,
  verdicts,
  score,
  taken,
}: {
  eventId: string
  visit: Pick<Visit, 'admission' | 'call'>
  facts: Facts
  identification: Identification
  verdicts: Verdicts
  score: SuspectScore | undefined
  taken: TakenPosition
}): EventRecord {
  const { payload, network, ingest } = facts
  const { linkedId, tag, sdk, url, referrer = '' } = payload
  return {
    eventId,
    timestamp: facts.now,
    workspaceId: admission.workspace.id,
    environmentId: admission.environment.id,
    source: 'device',
    revision: 1,
    ...(linkedId !== undefined && { linkedId }),
    ...(tag !== undefined && { tag }),
    url,
    referrer,
    ...(call.origin !== '' && { origin: call.origin }),
    ip: network.ip,
    userAgent: network.userAgent,
    sdk: {
      platform: sdk.platform,
      version: sdk.version,
      ...(sdk.integrations && { integrations: sdk.integrations }),
    },
    replayed: ingest.isReplayed,
    ...pageOf(facts),
    identification: toEventIdentification(identification),
    browser: network.browser,
    ...(taken.proximity && { proximity: taken.proximity }),
    ...(network.signature && { signature: network.signature }),
    readings: taken.readings,
    verdicts,
    ...(score && { suspectScore: score }),
    why: identification.why,
    ...lateOf(facts),
  }
}

function pageOf({ payload }: Facts): Pick<EventRecord, 'page'> {
  const { framed, insecureContext, remoteControlDetection } = payload.facts ?? {}
  const page = {
    ...(framed && { framed }),
    ...(insecureContext && { insecureContext }),
    ...(remoteControlDetection && { remoteControlDetection }),
  }
  return Object.keys(page).length === 0 ? {} : { page }
}

function toEventIdentification(identification: Identification): EventRecord['identification'] {
  const { visitorId, isFound, confidence, firstSeenAt, lastSeenAt, highRecall } = identification
  return {
    visitorId,
    visitorFound: isFound,
    confidence,
    ...(firstSeenAt !== undefined && { firstSeenAt }),
    ...(lastSeenAt !== undefined && { lastSeenAt }),
    highRecall: toEventHighRecall(highRecall),
  }
}

function toEventHighRecall({
  id,
  isFound,
  firstSeenAt,
  lastSeenAt,
}: Identification['highRecall']): EventHighRecall {
  return {
    visitorId: id,
    visitorFound: isFound,
    ...(isFound && { firstSeenAt }),
    ...(lastSeenAt !== undefined && { lastSeenAt }),
  }
}

/** Announced signals that the catalogue knows and that did not come already. */
function lateOf({ payload }: Facts): Pick<EventRecord, 'late'> {
  const announced = [...new Set(payload.late)].filter(
    (name) => isSignalName(name) && payload.signals[name] === undefined,
  )
  return announced.length > 0 ? { late: { announced } } : {}
}
