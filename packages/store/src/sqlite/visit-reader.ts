import { type VelocityKeyKind, type VisitColumns, velocityValues } from '@whorl/core'
import type { VelocityKey } from '../velocity-key'
import { valueColumns, visitPageMax } from '../visit-page'
import { type Database, prepare, type Statement } from './driver'

/** JSON lists of one length. */
interface PageRow {
  readonly times: string
  readonly a?: string
  readonly b?: string
  readonly c?: string
}

/** Each is answered by one covering index, in order of time. */
const conditions: Record<VelocityKeyKind, string> = {
  visitor: 'visitor_id = ?',
  ip: `ip = ? AND visitor_id <> ''`,
  linkedId: `linked_id = ? AND visitor_id <> ''`,
}

/** Reads the visits of a key: after a time, until another one. */
export class VisitReader {
  readonly #lists: Record<VelocityKeyKind, Statement<PageRow>>
  readonly #ends: Record<VelocityKeyKind, Statement<{ ts: number }>>

  constructor(db: Database) {
    const from = (kind: VelocityKeyKind) =>
      `FROM events WHERE ws = ? AND ${conditions[kind]} AND ts > ? AND ts <= ? ORDER BY ts`
    const lists = (kind: VelocityKeyKind) => {
      const columns = valueColumns[kind]
      const names = columns.map((name, index) => `json_group_array(${name}) AS ${'abc'[index]}`)
      // Small numbers are parsed fastest.
      return prepare<PageRow>(
        db,
        `SELECT ${['json_group_array(ts - ?) AS times', ...names].join()}
         FROM (SELECT ${['ts', ...columns].join()} ${from(kind)} LIMIT ?)`,
      )
    }
    const end = (kind: VelocityKeyKind) =>
      prepare<{ ts: number }>(db, `SELECT ts ${from(kind)} LIMIT 1 OFFSET ${visitPageMax - 1}`)
    this.#lists = { visitor: lists('visitor'), ip: lists('ip'), linkedId: lists('linkedId') }
    this.#ends = { visitor: end('visitor'), ip: end('ip'), linkedId: end('linkedId') }
  }

  /** The first ones, `max` at most. */
  read({ kind, ws, key }: VelocityKey, after: number, until: number, max = -1): VisitColumns {
    const row = this.#lists[kind].get(after, ws, key, after, until, max)
    if (!row) throw new Error('an aggregate returned no row')
    // Made by the statement: numbers, and texts or null.
    const times = JSON.parse(row.times) as number[]
    const lists = [row.a, row.b, row.c].slice(0, velocityValues[kind].length)
    return {
      times: times.map((time) => time + after),
      values: lists.map((list) => JSON.parse(list ?? '[]') as (string | null)[]),
    }
  }

  /** All of them, page by page; visits of one millisecond stand on one page. */
  *pages(key: VelocityKey, after: number, until: number): Generator<VisitColumns> {
    let begin = after
    while (begin < until) {
      const end = this.#ends[key.kind].get(key.ws, key.key, begin, until)?.ts ?? until
      yield this.read(key, begin, end)
      begin = end
    }
  }
}
