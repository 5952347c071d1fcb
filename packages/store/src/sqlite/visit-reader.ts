import type { SeenVisit, VelocityKeyKind, VisitColumns } from '@whorl/core'
import type { VelocityKey } from '../velocity-key'
import { valueColumns, visitPageMax, withoutLastMoment } from '../visit-page'
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

interface VisitRow {
  readonly ts: number
  readonly a?: string | null
  readonly b?: string | null
  readonly c?: string | null
}

interface ReadOptions {
  /** How many at most, from the first on. */
  readonly max?: number
  readonly isTimesOnly?: boolean
}

/** Reads the visits of a key in order: after a time, until another one. */
export class VisitReader {
  readonly #rows: Record<VelocityKeyKind, Statement<VisitRow>>
  readonly #lists: Record<VelocityKeyKind, Statement<PageRow>>
  readonly #times: Record<VelocityKeyKind, Statement<PageRow>>
  readonly #next: Record<VelocityKeyKind, Statement<{ ts: number }>>

  constructor(db: Database) {
    const forEach = <Prepared>(make: (kind: VelocityKeyKind) => Prepared) => ({
      visitor: make('visitor'),
      ip: make('ip'),
      linkedId: make('linkedId'),
    })
    this.#rows = forEach((kind) => {
      const columns = valueColumns[kind].map((name, index) => `${name} AS ${'abc'[index]}`)
      return prepare(db, `SELECT ${['ts', ...columns].join()} ${source(kind)} LIMIT ?`)
    })
    this.#lists = forEach((kind) => prepareLists(db, kind, valueColumns[kind]))
    this.#times = forEach((kind) => prepareLists(db, kind, []))
    this.#next = forEach((kind) => prepare(db, `SELECT ts ${source(kind)} LIMIT 1 OFFSET ?`))
  }

  hasMoreThan(count: number, { kind, ws, key }: VelocityKey, after: number, until: number) {
    return this.#next[kind].get(ws, key, after, until, count) !== undefined
  }

  /** At most `max`, as rows: up to eight of them cost less than a list does. */
  readFew({ kind, ws, key }: VelocityKey, after: number, until: number, max: number): SeenVisit[] {
    const { length } = valueColumns[kind]
    return this.#rows[kind]
      .all(ws, key, after, until, max)
      .map(({ ts, a = null, b = null, c = null }) => ({
        at: ts,
        values: [a, b, c].slice(0, length),
      }))
  }

  #read(
    { kind, ws, key }: VelocityKey,
    after: number,
    until: number,
    { max = -1, isTimesOnly = false }: ReadOptions = {},
  ): VisitColumns {
    const statement = isTimesOnly ? this.#times[kind] : this.#lists[kind]
    const row = statement.get(after, ws, key, after, until, max)
    if (!row) throw new Error('an aggregate returned no row')
    // Made by the statement: numbers, and texts or null.
    const times = JSON.parse(row.times) as number[]
    const lists = [row.a, row.b, row.c].filter((list) => list !== undefined)
    return {
      times: times.map((time) => time + after),
      values: lists.map((list) => JSON.parse(list) as (string | null)[]),
    }
  }

  /** All of them, page by page. */
  *pages(
    key: VelocityKey,
    after: number,
    until: number,
    options: Pick<ReadOptions, 'isTimesOnly'> = {},
  ): Generator<VisitColumns> {
    let begin = after
    for (;;) {
      const page = this.#read(key, begin, until, { ...options, max: visitPageMax })
      const last = page.times[visitPageMax - 1]
      if (last === undefined) {
        yield page
        return
      }
      const whole = withoutLastMoment(page)
      yield whole ?? this.#read(key, last - 1, last, options)
      begin = whole ? last - 1 : last
    }
  }
}

function source(kind: VelocityKeyKind): string {
  return `FROM events WHERE ws = ? AND ${conditions[kind]} AND ts > ? AND ts <= ? ORDER BY ts`
}

function prepareLists(
  db: Database,
  kind: VelocityKeyKind,
  columns: readonly string[],
): Statement<PageRow> {
  const lists = columns.map((name, index) => `json_group_array(${name}) AS ${'abc'[index]}`)
  // The time after the beginning: small numbers are the quick ones.
  return prepare<PageRow>(
    db,
    `SELECT ${['json_group_array(ts - ?) AS times', ...lists].join()}
     FROM (SELECT ${['ts', ...columns].join()} ${source(kind)} LIMIT ?)`,
  )
}
