import type { EdgeRecord, EventRecord, StoredEvent } from '@whorl/core'
import { bucketOfVisitor } from '@whorl/wire'
import { type SearchColumns, toSearchColumns } from './search-columns'
import { storableText, storableTextOrNull } from './storable-text'

/** An event as the tables hold it: columns to search by, and the whole as JSON text. */
export interface EventRow {
  readonly ws: string
  readonly bucket: number
  readonly ts: number
  readonly eventId: string
  readonly env: string
  readonly visitorId: string
  readonly linkedId: string | null
  readonly ip: string
  readonly origin: string | null
  /** ISO 3166-1 alpha-2 of the address, where data say it. */
  readonly country: string | null
  /** 0, 1, or null while nobody has said. */
  readonly suspect: number | null
  readonly replayed: number
  readonly flags: number
  readonly revision: number
  readonly search: SearchColumns
  readonly doc: string
}

/** Bits of the column `flags`. A bit is never given a second meaning. */
export const eventFlags = {
  visitorFound: 1,
  botBad: 2,
  botGood: 4,
  /** Late facts were announced and have not come yet. */
  latePending: 8,
  /** A request that a customer's server reported: no device, no visitor. */
  edge: 16,
  /** One event in 961, by its id: there a search in SQLite asks whether it has time left. */
  milestone: 32,
} as const

export function toEventRow(record: EventRecord): EventRow {
  const { visitorId } = record.identification
  return {
    ws: record.workspaceId,
    bucket: bucketOfVisitor(visitorId),
    ts: record.timestamp,
    eventId: storableText(record.eventId),
    env: storableText(record.environmentId),
    visitorId: storableText(visitorId),
    linkedId: storableTextOrNull(record.linkedId),
    ip: storableText(record.ip),
    origin: storableTextOrNull(record.origin),
    country: countryOf(record),
    suspect: record.suspect === undefined ? null : Number(record.suspect),
    replayed: Number(record.replayed),
    flags: flagsOf(record),
    revision: record.revision,
    search: toSearchColumns(record),
    // JSON escapes U+0000 and lone surrogates, so the document needs no replacement.
    doc: JSON.stringify(record),
  }
}

/**
 * @param bucket what the event id hides: there is no visitor to tell it
 */
export function toEdgeRow(record: EdgeRecord, bucket: number): EventRow {
  return {
    ws: record.workspaceId,
    bucket,
    ts: record.timestamp,
    eventId: storableText(record.eventId),
    env: storableText(record.environmentId),
    visitorId: '',
    linkedId: storableTextOrNull(record.linkedId),
    ip: storableText(record.ip),
    origin: null,
    country: null,
    suspect: record.suspect === undefined ? null : Number(record.suspect),
    replayed: 0,
    flags: eventFlags.edge | milestoneOf(record),
    revision: record.revision,
    search: toSearchColumns(record),
    doc: JSON.stringify(record),
  }
}

/** The columns that a revision may change, with what finds the row. */
export function toRevisedRow(event: StoredEvent): EventRow {
  // A revision leaves the bucket as it is, so that of an edge's event need not be known.
  return event.source === 'edge' ? toEdgeRow(event, 0) : toEventRow(event)
}

export function toStoredEvent(doc: string): StoredEvent {
  // Written by `toEventRow` and `toEdgeRow`, and by nothing else.
  return JSON.parse(doc) as StoredEvent
}

/** The event of a visitor; none when it is one of an edge. */
export function toVisitorEvents(doc: string): EventRecord[] {
  const event = toStoredEvent(doc)
  return event.source === 'device' ? [event] : []
}

function countryOf({ verdicts }: EventRecord): string | null {
  const addresses = verdicts.ip_info?.value
  const place = addresses?.v4?.geolocation ?? addresses?.v6?.geolocation
  return storableTextOrNull(place?.countryCode)
}

/** The end of an id is random. Migration 8 says the same in SQL. */
function milestoneOf({ eventId }: StoredEvent): number {
  return /[01][01]$/.test(eventId) ? eventFlags.milestone : 0
}

function flagsOf(record: EventRecord): number {
  const { identification, verdicts, late } = record
  const bot = verdicts.bot?.value.result
  return (
    milestoneOf(record) |
    (identification.visitorFound ? eventFlags.visitorFound : 0) |
    (bot === 'bad' ? eventFlags.botBad : 0) |
    (bot === 'good' ? eventFlags.botGood : 0) |
    (late && late.announced.length > 0 && late.completedAt === undefined
      ? eventFlags.latePending
      : 0)
  )
}
