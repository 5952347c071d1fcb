import { statSync } from 'node:fs'
import type { WriterCommand } from './command'
import type { CutGate } from './cut-gate'
import { type Database, prepare } from './driver'

/** Pages of log after which the writer moves them into the data file. */
const passivePages = 4_000
const pageBytes = 4_096
/** Size of the log file from which on it is cut, in bytes. */
const logBytesMax = 64 * 1024 * 1024
/**
 * How long a cut waits for readers, in ms. They are short; a backup is not, and is not waited for; a
 * search may not be, and the next one lets the cut go first.
 */
const cutWaitMs = 50

interface CheckpointRow {
  readonly busy: number
  readonly log: number
}

/**
 * Checkpoints between batches, on the writer's thread: nothing is written meanwhile, so the log is
 * emptied each time and begins again at its start. A checkpoint beside a busy writer never catches
 * up and lets the log grow.
 */
export class Checkpoints {
  readonly #db
  readonly #logPath
  readonly #passive
  readonly #cut
  readonly #gate
  #commands = 0
  /** Pages of the populations among them: each is as much as hundreds of visits. */
  #populationPages = 0
  /** Pages that another command writes; measured at every checkpoint. */
  #pagesPerCommand = 16

  constructor(db: Database, path: string, gate: CutGate) {
    this.#db = db
    this.#gate = gate
    this.#logPath = `${path}-wal`
    this.#passive = prepare<CheckpointRow>(db, 'PRAGMA wal_checkpoint(PASSIVE)')
    this.#cut = prepare<CheckpointRow>(db, 'PRAGMA wal_checkpoint(TRUNCATE)')
  }

  /** To be called after every commit. */
  after(commands: readonly WriterCommand[]): void {
    if (this.#gate.isWanted()) this.#tryCut(0)
    this.#commands += commands.length
    for (const command of commands) {
      if (command.kind !== 'putPopulation') continue
      this.#populationPages += command.population.content.length / pageBytes
    }
    if (this.#commands * this.#pagesPerCommand + this.#populationPages < passivePages) return
    const pages = this.#passive.get()?.log ?? 0
    this.#pagesPerCommand = Math.max(1, (pages - this.#populationPages) / this.#commands)
    this.#commands = 0
    this.#populationPages = 0
    if (statSync(this.#logPath).size > logBytesMax) this.cut()
  }

  /** Empties the log file, as soon as nobody reads it: what was deleted is gone from it too. */
  cut(): void {
    this.#tryCut(cutWaitMs)
  }

  #tryCut(waitMs: number): void {
    this.#db.exec(`PRAGMA busy_timeout = ${waitMs}`)
    const isBusy = this.#cut.get()?.busy === 1
    this.#db.exec('PRAGMA busy_timeout = 5000')
    if (isBusy) this.#gate.want()
    else this.#gate.open()
  }
}
