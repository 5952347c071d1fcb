import { randomInt } from 'node:crypto'
import { type BlockList, blockListMax, noList, popularList, popularListRead } from '../candidates'
import { type Database, prepare } from './driver'

const firstVersionMax = 2 ** 40

interface ListRow {
  readonly version: number
  readonly is_popular: number
  readonly owners: string
}

/** The lists of visitors by blocking key, for the reading and the writing side: a row for each. */
export class BlockLists {
  readonly #find
  readonly #put
  readonly #drop

  constructor(db: Database) {
    this.#find = prepare<ListRow>(
      db,
      'SELECT version, is_popular, owners FROM block_lists WHERE key = ?',
    )
    this.#put = prepare(
      db,
      `INSERT INTO block_lists (key, version, is_popular, owners) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET version = excluded.version,
         is_popular = excluded.is_popular, owners = excluded.owners`,
    )
    this.#drop = prepare(db, 'DELETE FROM block_lists WHERE key = ?')
  }

  /** Owners are rows of `visitors`, whose numbers grow with time. */
  read(key: string): BlockList<number> {
    const row = this.#find.get(key)
    if (!row) return noList
    return {
      entries: toOwners(row).map((owner) => ({ owner, order: owner })),
      isPopular: row.is_popular === 1,
      version: row.is_popular === 1 ? popularList : row.version,
    }
  }

  version(key: string): number {
    return this.#find.get(key)?.version ?? 0
  }

  /**
   * A new list begins with a number of chance: one that was emptied, dropped and begun again must
   * not look as it did before. A list that gets full keeps only what is read of such a list, and is
   * never short again.
   */
  add(key: string, visitor: number): void {
    const row = this.#find.get(key)
    const owners = [...(row ? toOwners(row) : []), visitor]
    const isPopular = row?.is_popular === 1 || owners.length >= blockListMax
    this.#write(key, {
      version: (row?.version ?? randomInt(firstVersionMax)) + 1,
      isPopular,
      owners,
    })
  }

  remove(key: string, visitor: number): void {
    const row = this.#find.get(key)
    if (!row) return
    const owners = toOwners(row).filter((owner) => owner !== visitor)
    const isPopular = row.is_popular === 1
    if (owners.length === 0 && !isPopular) this.#drop.run(key)
    else this.#write(key, { version: row.version, isPopular, owners })
  }

  #write(
    key: string,
    list: { version: number; isPopular: boolean; owners: readonly number[] },
  ): void {
    const owners = list.isPopular ? list.owners.slice(-popularListRead) : list.owners
    this.#put.run(key, list.version, list.isPopular ? 1 : 0, owners.join())
  }
}

/** Oldest first. */
function toOwners({ owners }: ListRow): number[] {
  return owners === '' ? [] : owners.split(',').map(Number)
}
