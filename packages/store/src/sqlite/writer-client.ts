import { Worker } from 'node:worker_threads'
import type { StoreLogEvent } from '../open-store'
import { StoreBusyError } from '../store-errors'
import { StoreOpenError } from '../store-open-error'
import type { FromWriter, ToWriter, WriterCommand, WriterData, WriterResults } from './command'
import { firstMessage } from './first-message'

export interface WriterClientOptions {
  readonly path: string
  readonly tombstoneKey: Uint8Array
  readonly queuedMax: number
  readonly batchMax: number
  readonly log: (event: StoreLogEvent) => void
}

interface Waiting {
  readonly command: WriterCommand
  readonly resolve: (value: WriterResults[keyof WriterResults]) => void
  readonly reject: (error: Error) => void
}

/** The next batch travels while the writer commits one; what comes meanwhile makes it bigger. */
const batchesInFlightMax = 2
/** How long the end of the process waits for the writer to close its database, in ms. */
const exitWaitMs = 10_000

/**
 * In `dist` the thread's file stands beside this one; sources use what `build-writer.ts` made. That
 * is kept apart from `dist`, which a build empties.
 */
const writerFile = new URL(
  import.meta.url.endsWith('.ts') ? '../../.whorl/sqlite-writer.js' : './sqlite-writer.js',
  import.meta.url,
)

/** The main thread's side of the one thread that writes. */
export class WriterClient {
  readonly #options
  readonly #worker
  readonly #closedFlag = new SharedArrayBuffer(4)
  readonly #ended
  readonly #inFlight = new Map<number, readonly Waiting[]>()
  readonly #onExit = (): void => this.#closeAtExit()
  #queue: Waiting[] = []
  #waiting = 0
  #lastBatch = 0
  #isFlushPlanned = false
  #closing: Promise<void> | undefined
  #failure: Error | undefined

  /** Resolves when the database is open and its schema up to date. */
  static async start(options: WriterClientOptions): Promise<WriterClient> {
    const client = new WriterClient(options)
    await client.#ready()
    return client
  }

  private constructor(options: WriterClientOptions) {
    this.#options = options
    const { path, tombstoneKey } = options
    const data: WriterData = { path, tombstoneKey, closed: this.#closedFlag }
    this.#worker = new Worker(writerFile, { workerData: data, name: 'store-writer' })
    this.#ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    process.on('exit', this.#onExit)
  }

  /** Commands that have not been answered. */
  get waiting(): number {
    return this.#waiting
  }

  /** Resolves after the commit. Rejects with `StoreBusyError` at once when too many wait. */
  run<Kind extends WriterCommand['kind']>(
    command: Extract<WriterCommand, { readonly kind: Kind }>,
  ): Promise<WriterResults[Kind]> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (this.#closing) return Promise.reject(new Error('the store is closed'))
    if (this.#waiting >= this.#options.queuedMax) return Promise.reject(new StoreBusyError())
    return new Promise((resolve, reject) => {
      this.#waiting += 1
      if (this.#waiting === 1) this.#worker.ref()
      // The writer answers every kind with that kind's result.
      this.#queue.push({ command, resolve: resolve as Waiting['resolve'], reject })
      this.#planFlush()
    })
  }

  /** Finishes what was accepted, closes the database, ends the thread. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #ready(): Promise<void> {
    const first = await firstMessage(this.#worker)
    if (first.kind !== 'ready') {
      await this.#ended
      process.off('exit', this.#onExit)
      const { error } = first
      // Node's own errors cross threads without their class, ours with their name lost.
      if (first.kind === 'refused') throw new StoreOpenError(error.message, { cause: error })
      const sentence = `The database ${this.#options.path} cannot be opened: ${error.message}.`
      throw new StoreOpenError(sentence, { cause: error })
    }
    this.#worker.on('message', (message: FromWriter) => this.#receive(message))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.once('exit', () => this.#fail(new Error('the thread that writes has ended')))
    this.#worker.unref()
  }

  async #close(): Promise<void> {
    // Accepted commands are queued in order: when this one is answered, so are they.
    if (!this.#failure) {
      await new Promise<void>((resolve) => {
        const check = (): void => (this.#waiting === 0 ? resolve() : void setImmediate(check))
        check()
      })
      this.#worker.ref()
      this.#post({ kind: 'close' })
    }
    await this.#ended
    process.off('exit', this.#onExit)
  }

  #planFlush(): void {
    if (this.#isFlushPlanned) return
    this.#isFlushPlanned = true
    setImmediate(() => {
      this.#isFlushPlanned = false
      this.#flush()
    })
  }

  #flush(): void {
    while (this.#queue.length > 0 && this.#inFlight.size < batchesInFlightMax) {
      const batch = this.#queue.slice(0, this.#options.batchMax)
      this.#queue = this.#queue.slice(this.#options.batchMax)
      this.#lastBatch += 1
      this.#inFlight.set(this.#lastBatch, batch)
      const commands = batch.map(({ command }) => command)
      this.#post({ kind: 'batch', id: this.#lastBatch, commands })
    }
  }

  #post(message: ToWriter): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromWriter): void {
    if (message.kind === 'warning') {
      const { error } = message
      this.#options.log({ level: 'warn', message: 'a checkpoint failed', error })
    }
    if (message.kind !== 'done') return
    const batch = this.#inFlight.get(message.id) ?? []
    this.#inFlight.delete(message.id)
    this.#waiting -= batch.length
    this.#flush()
    if (this.#waiting === 0) this.#worker.unref()
    for (const [index, { resolve, reject }] of batch.entries()) {
      const outcome = message.outcomes[index]
      if (outcome && 'value' in outcome) resolve(outcome.value)
      else reject(outcome?.error ?? new Error('the writer gave no answer'))
    }
  }

  #fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    const lost = [...[...this.#inFlight.values()].flat(), ...this.#queue]
    this.#inFlight.clear()
    this.#queue = []
    this.#waiting = 0
    if (!this.#closing) {
      this.#options.log({ level: 'error', message: 'the thread that writes has ended', error })
    }
    for (const { reject } of lost) reject(error)
  }

  /**
   * The process ends without `close`. The driver aborts the process when a thread is torn down in
   * the middle of a statement, so the thread is told to close and waited for.
   */
  #closeAtExit(): void {
    if (this.#failure) return
    this.#post({ kind: 'close' })
    Atomics.wait(new Int32Array(this.#closedFlag), 0, 0, exitWaitMs)
  }
}
