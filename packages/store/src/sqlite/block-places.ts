import { type Database, prepare } from './driver'

/** Places reserved at once. */
const chunk = 10_000

/**
 * Growing numbers for the entries of blocking lists, never given twice: a list whose newest number
 * is unchanged has not gained an entry.
 */
export class BlockPlaces {
  readonly #reserve
  #next = 0
  #end = 0

  constructor(db: Database) {
    this.#reserve = prepare<{ value: number }>(
      db,
      `UPDATE meta SET value = value + ${chunk} WHERE key = 'block_seq' RETURNING value`,
    )
  }

  next(): number {
    if (this.#next === this.#end) {
      const row = this.#reserve.get()
      if (!row) throw new Error('the database has no counter of blocking lists')
      this.#end = row.value + 1
      this.#next = this.#end - chunk
    }
    return this.#next++
  }

  /** After a rollback: what was reserved in it is not. */
  forget(): void {
    this.#next = 0
    this.#end = 0
  }
}
