import type { EventRecord } from '@whorl/core'
import { bucketOfVisitor } from '@whorl/wire'
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
  /** 0, 1, or null while nobody has said. */
  readonly suspect: number | null
  readonly replayed: number
  readonly flags: number
  readonly revision: number
  readonly doc: string
}

/** Bits of the column `flags`. A bit is never given a second meaning. */
export const eventFlags = {
  visitorFound: 1,
  botBad: 2,
  botGood: 4,
  /** Late facts were announced and have not come yet. */
  latePending: 8,
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
    suspect: record.suspect === undefined ? null : Number(record.suspect),
    replayed: Number(record.replayed),
    flags: flagsOf(record),
    revision: record.revision,
    // JSON escapes U+0000 and lone surrogates, so the document needs no replacement.
    doc: JSON.stringify(record),
  }
}

export function toEventRecord(doc: string): EventRecord {
  // Written by `toEventRow` and by nothing else.
  return JSON.parse(doc) as EventRecord
}

function flagsOf({ identification, verdicts, late }: EventRecord): number {
  const bot = verdicts.bot?.value.result
  return (
    (identification.visitorFound ? eventFlags.visitorFound : 0) |
    (bot === 'bad' ? eventFlags.botBad : 0) |
    (bot === 'good' ? eventFlags.botGood : 0) |
    (late && late.announced.length > 0 && late.completedAt === undefined
      ? eventFlags.latePending
      : 0)
  )
}
