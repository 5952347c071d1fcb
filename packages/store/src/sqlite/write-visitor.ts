import { planBlocks } from '../candidates'
import type { ProfileWrite } from '../profile-row'
import type { BlockLists } from './block-lists'
import { type Database, prepare } from './driver'
import type { VisitorRow } from './visitor-rows'

/** Writes what a visit changes about its visitor. */
export class VisitorWriter {
  readonly #lists
  readonly #insert
  readonly #touch
  readonly #content
  readonly #held
  readonly #putTraits

  constructor(db: Database, lists: BlockLists) {
    this.#lists = lists
    this.#insert = prepare<{ id: number }>(
      db,
      `INSERT INTO visitors
         (ws, bucket, visitor_id, first_seen_at, last_seen_at, visits, ip, content)
       VALUES (?, ?, ?, ?, ?, 1, ?, ?) RETURNING id`,
    )
    this.#touch = prepare(
      db,
      `UPDATE visitors SET last_seen_at = max(last_seen_at, ?), visits = visits + 1,
         ip = ?, content = ? WHERE id = ?`,
    )
    this.#content = prepare<{ content: string }>(db, 'SELECT content FROM visitors WHERE id = ?')
    this.#held = prepare<{ held_blocks: string }>(
      db,
      'SELECT held_blocks FROM visitor_traits WHERE id = ?',
    )
    this.#putTraits = prepare(
      db,
      `INSERT INTO visitor_traits (id, traits, held_blocks) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET traits = excluded.traits, held_blocks = excluded.held_blocks`,
    )
  }

  /** @returns the row number of the visitor */
  write(
    ws: string,
    known: VisitorRow | undefined,
    profile: ProfileWrite,
    blockKeys: readonly string[],
  ): number {
    if (!known) return this.#create(ws, profile, blockKeys)
    const { id } = known
    const isSameContent = this.#content.get(id)?.content === profile.contentHash
    this.#touch.run(profile.lastSeenAt, profile.ip, profile.contentHash, id)
    if (!isSameContent) this.#writeTraits(id, profile, blockKeys, this.#readHeld(id))
    return id
  }

  #create(ws: string, profile: ProfileWrite, blockKeys: readonly string[]): number {
    const { bucket, visitorId, firstSeenAt, lastSeenAt, ip, contentHash } = profile
    const row = this.#insert.get(ws, bucket, visitorId, firstSeenAt, lastSeenAt, ip, contentHash)
    if (!row) throw new Error('the insert of a visitor returned no row')
    this.#writeTraits(row.id, profile, blockKeys, [])
    return row.id
  }

  #readHeld(id: number): string[] {
    const text = this.#held.get(id)?.held_blocks
    // Written below and by nothing else.
    return text === undefined ? [] : (JSON.parse(text) as string[])
  }

  #writeTraits(
    id: number,
    { traits }: ProfileWrite,
    blockKeys: readonly string[],
    held: readonly string[],
  ): void {
    const { kept, added, dropped } = planBlocks(held, blockKeys)
    for (const key of dropped) this.#lists.remove(key, id)
    for (const key of added) this.#lists.add(key, id)
    this.#putTraits.run(id, traits, JSON.stringify([...kept, ...added]))
  }
}
