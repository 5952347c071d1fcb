import type { Profile } from '@whorl/core'
import { type ProfileRow, toProfile } from '../profile-row'
import { type Database, prepare } from './driver'

export interface VisitorRow {
  readonly id: number
  readonly visitor_id: string
  readonly alias_of: string | null
  readonly revision: number
}

/** A visitor after aliases, with the number that grows with its every change. */
export interface KnownVisitor {
  readonly profile: Profile
  readonly revision: number
}

/** Visitors by id, after aliases. The same statements serve the reading and the writing side. */
export class VisitorRows {
  readonly #byId
  readonly #byRow
  readonly #aliases
  readonly #profile

  constructor(db: Database) {
    const columns = 'id, visitor_id, alias_of, revision'
    this.#byId = prepare<VisitorRow>(
      db,
      `SELECT ${columns} FROM visitors WHERE ws = ? AND visitor_id = ?`,
    )
    this.#byRow = prepare<VisitorRow>(db, `SELECT ${columns} FROM visitors WHERE id = ? AND ws = ?`)
    this.#aliases = prepare<VisitorRow>(
      db,
      `SELECT ${columns} FROM visitors WHERE ws = ? AND alias_of = ?`,
    )
    this.#profile = prepare<ProfileRow>(
      db,
      `SELECT visitor_id, first_seen_at, last_seen_at, visits, ip, traits
       FROM visitors JOIN visitor_traits USING (id) WHERE id = ?`,
    )
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

  findKnown(ws: string, visitorId: string): KnownVisitor | undefined {
    return this.#known(this.findCanonical(ws, visitorId))
  }

  findKnownByRow(ws: string, row: number): KnownVisitor | undefined {
    return this.#known(this.findCanonicalByRow(ws, row))
  }

  /** Every row of the class that `visitorId` belongs to, the canonical one first. */
  listClass(ws: string, visitorId: string): VisitorRow[] {
    const canonical = this.findCanonical(ws, visitorId)
    return canonical ? [canonical, ...this.#aliases.all(ws, canonical.visitor_id)] : []
  }

  /** Aliases never point at aliases: `record` moves a whole class at once. */
  #canonical(ws: string, row: VisitorRow | undefined): VisitorRow | undefined {
    return row && row.alias_of !== null ? this.#byId.get(ws, row.alias_of) : row
  }

  #known(row: VisitorRow | undefined): KnownVisitor | undefined {
    const stored = row && this.#profile.get(row.id)
    return stored && { profile: toProfile(stored), revision: row.revision }
  }
}
