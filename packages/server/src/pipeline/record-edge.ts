import { type EdgeRecord, judgeEdge } from '@whorl/core'
import { addressesOf, enrichRequest, findHeader, parseRanges, vouchedRequest } from '@whorl/enrich'
import { bucketOfVisitor, type EdgeRequestV4, ingestLimits, WhorlError } from '@whorl/wire'
import type { House, KeyOwner } from '../house'
import { createEventId, createVisitorId } from '../ids'
import { fromStore } from './from-store'
import { unreadable } from './unreadable'

const eventIdTriesMax = 8
/** The customer's server says who the client is: no header of the request can change it. */
const noProxies = parseRanges([])

export interface EdgeCall {
  readonly owner: KeyOwner
  readonly body: EdgeRequestV4
  /** Unix ms. */
  readonly now: number
}

/**
 * The hall for requests that a customer's server reports: enrich, judge, record. No visitor, no
 * history, and nothing is learned from them.
 *
 * @throws WhorlError ip_address_required, request_cannot_be_parsed, service_unavailable
 */
export async function recordEdge(house: House, call: EdgeCall): Promise<EdgeRecord> {
  const { body } = call
  checkRequest(body)
  const judged = await judgeCall(house, call)
  for (let attempt = 0; attempt < eventIdTriesMax; attempt++) {
    // An id of nobody: it spreads these events over the buckets as visitors spread theirs.
    const visitorId = createVisitorId()
    const eventId = createEventId({ timestamp: call.now, visitorId }, house.secrets.eventBucket)
    const record = { ...judged, eventId }
    const outcome = await fromStore(
      house.store.events.recordEdge(record, bucketOfVisitor(visitorId)),
    )
    if (outcome === 'recorded') return record
  }
  throw new WhorlError('service_unavailable', { details: { reason: 'event ids' } })
}

/** What the schema cannot say. */
function checkRequest({ ipv4_address, ipv6_address, url, tags }: EdgeRequestV4): void {
  if (ipv4_address === undefined && ipv6_address === undefined)
    throw new WhorlError('ip_address_required')
  if (!URL.canParse(url)) throw unreadable('no address')
  if (tags && Buffer.byteLength(JSON.stringify(tags)) > ingestLimits.tagBytesMax)
    throw unreadable('too large tags')
}

async function judgeCall(house: House, call: EdgeCall): Promise<Omit<EdgeRecord, 'eventId'>> {
  const { owner, body, now } = call
  const { networkData } = house
  const { method, url } = body
  const ips = [body.ipv4_address, body.ipv6_address].flatMap((ip) => ip ?? [])
  const addresses = addressesOf(networkData, ips)
  const ip = (addresses?.v4 ?? addresses?.v6)?.address
  if (!addresses || ip === undefined) throw unreadable('no IP address')
  const rawHeaders = body.headers.flatMap(({ name, value }) => [name, value])
  const userAgent = findHeader(rawHeaders, 'user-agent') ?? ''
  const crawler = await house.crawlers.identify({
    ip,
    userAgent,
    method,
    rawHeaders,
    ...vouchedRequest(url),
  })
  const network = enrichRequest({
    socketAddress: ip,
    rawHeaders,
    trustedProxies: noProxies,
    crawler,
    addresses: networkData.sources().length > 0 ? addresses : undefined,
    sightings: house.sightings.find(owner.workspace.id, ip, now),
  })
  const { failed, ...judgement } = judgeEdge({ network, addresses, url, now })
  for (const { name } of failed) house.metrics.detectorFailures.inc({ signal: name })
  return {
    source: 'edge',
    timestamp: now,
    workspaceId: owner.workspace.id,
    environmentId: owner.environment?.id ?? '',
    revision: 1,
    ...(body.linked_id !== undefined && { linkedId: body.linked_id }),
    ...(body.tags && { tag: body.tags }),
    url,
    method,
    ip,
    userAgent,
    ...judgement,
  }
}
