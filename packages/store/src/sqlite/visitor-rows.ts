import type { Profile } from '@whorl/core'
import { type Content, type ProfileRow, parseContent, toProfile } from '../profile-row'
import { type Database, prepare } from './driver'
import { RecentMap } from './recent-map'

export interface VisitorRow {
  readonly id: number
  readonly visitor_id: string
  readonly alias_of: string | null
}

type KnownRow = VisitorRow & Omit<ProfileRow, 'traits'> & { readonly content: string }

/** Parsed contents that are kept: the visitors of popular lists are read again and again. */
const contentsKeptMax = 16_384

/** Visitors by id, after aliases. The same statements serve the reading and the writing side. */
export class VisitorRows {
  readonly #byId
  readonly #byRow
  readonly #aliases
  readonly #listByRow
  readonly #traits
  /** By the hash of their text, so that one that was changed is not found. */
  readonly #parsed = new RecentMap<string, Content>(contentsKeptMax)

  constructor(db: Database) {
    const columns = 'id, visitor_id, alias_of'
    const knownColumns = `${columns}, first_seen_at, last_seen_at, visits, ip, content`
    this.#byId = prepare<KnownRow>(
      db,
      `SELECT ${knownColumns} FROM visitors WHERE ws = ? AND visitor_id = ?`,
    )
    this.#byRow = prepare<KnownRow>(
      db,
      `SELECT ${knownColumns} FROM visitors WHERE id = ? AND ws = ?`,
    )
    this.#aliases = prepare<VisitorRow>(
      db,
      `SELECT ${columns} FROM visitors WHERE ws = ? AND alias_of = ?`,
    )
    // The sign keeps the planner from walking all visitors of the workspace by the index on `ws`.
    const pairs = knownColumns.split(', ').map((name) => `'${name}', ${name}`)
    this.#listByRow = prepare<{ list: string }>(
      db,
      `SELECT json_group_array(json_object(${pairs.join()})) AS list FROM visitors
       WHERE id IN (SELECT value FROM json_each(?)) AND +ws = ?`,
    )
    this.#traits = prepare<{ traits: string }>(db, 'SELECT traits FROM visitor_traits WHERE id = ?')
  }

  /** The row itself, alias or not. */
  find(ws: string, visitorId: string): VisitorRow | undefined {
    return this.#byId.get(ws, visitorId)
  }

  findCanonical(ws: string, visitorId: string): VisitorRow | undefined {
    return this.#canonical(ws, this.#byId.get(ws, visitorId))
  }

  findCanonicalByRow(ws: string, row: number): VisitorRow | undefined {
    return this.#canonical(ws, this.#byRow.get(row, ws))
  }

  findKnown(ws: string, visitorId: string): Profile | undefined {
    return this.#toKnown(this.#canonical(ws, this.#byId.get(ws, visitorId)))
  }

  findKnownByRow(ws: string, row: number): Profile | undefined {
    return this.#toKnown(this.#canonical(ws, this.#byRow.get(row, ws)))
  }

  /** The visitors of these rows, in no order. */
  listKnownByRow(ws: string, rows: readonly number[]): Profile[] {
    if (rows.length === 0) return []
    const list = this.#listByRow.get(JSON.stringify(rows), ws)?.list ?? '[]'
    // Columns under their names, made to one text: a hundred rows of the driver cost ten times more.
    return (JSON.parse(list) as KnownRow[]).flatMap(
      (row) => this.#toKnown(this.#canonical(ws, row)) ?? [],
    )
  }

  /** Every row of the class that `visitorId` belongs to, the canonical one first. */
  listClass(ws: string, visitorId: string): VisitorRow[] {
    const canonical = this.findCanonical(ws, visitorId)
    return canonical ? [canonical, ...this.#aliases.all(ws, canonical.visitor_id)] : []
  }

  /** Aliases never point at aliases: `record` moves a whole class at once. */
  #canonical(ws: string, row: KnownRow | undefined): KnownRow | undefined {
    return row && row.alias_of !== null ? this.#byId.get(ws, row.alias_of) : row
  }

  #toKnown(row: KnownRow | undefined): Profile | undefined {
    const content = row && (this.#parsed.get(row.content) ?? this.#readContent(row))
    return content && toProfile(row, content)
  }

  #readContent({ id, content }: KnownRow): Content | undefined {
    const stored = this.#traits.get(id)
    if (!stored) return undefined
    const parsed = parseContent(stored.traits)
    this.#parsed.set(content, parsed)
    return parsed
  }
}
