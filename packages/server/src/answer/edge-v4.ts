import type { EdgeRecord } from '@whorl/core'
import type { EdgeResponseV4 } from '@whorl/wire'
import type { AnswerOptions } from './event-v4'
import { toAnonymityV4, toIpInfoV4 } from './network-v4'
import { toTagObject } from './tag-object'

/** Only an event that was updated has `suspect`, so the answer of the report itself has none. */
export type EdgeEventV4 = EdgeResponseV4 & { readonly suspect?: boolean }

/**
 * An event of an edge as Server API v4 shows it, at once and when it is read later. Fields without
 * data are left out; of a workspace without Smart Signals the addresses alone are left.
 */
export function toEdgeV4(
  event: EdgeRecord,
  { smartSignals = true }: AnswerOptions = {},
): EdgeEventV4 {
  const { linkedId, tag, suspect, verdicts, botInfo } = event
  return {
    event_id: event.eventId,
    timestamp: event.timestamp,
    source: event.source,
    ...(linkedId !== undefined && { linked_id: linkedId }),
    ...(tag !== undefined && { tags: toTagObject(tag) }),
    ...(suspect !== undefined && { suspect }),
    url: event.url,
    ...(smartSignals && botInfo && { bot_info: botInfo.value }),
    ip_info: toIpInfo(event, smartSignals),
    ...(smartSignals && toAnonymity(verdicts)),
  }
}

function toIpInfo({ verdicts }: EdgeRecord, smartSignals: boolean): EdgeResponseV4['ip_info'] {
  const addresses = verdicts.ip_info.value
  if (smartSignals) return toIpInfoV4(addresses).ip_info ?? {}
  const { v4, v6 } = addresses
  return {
    ...(v4 && { v4: { address: v4.address } }),
    ...(v6 && { v6: { address: v6.address } }),
  }
}

/** Of the methods only those that an address tells. */
function toAnonymity(verdicts: EdgeRecord['verdicts']) {
  const methods = verdicts.vpn?.value.methods
  return {
    ...toAnonymityV4(verdicts),
    ...(methods && { vpn_methods: { public_vpn: methods.publicVpn, relay: methods.relay } }),
  }
}
