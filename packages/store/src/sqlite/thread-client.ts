import { Worker } from 'node:worker_threads'
import type { StoreLogEvent } from '../open-store'
import { StoreBusyError } from '../store-errors'
import { StoreOpenError } from '../store-open-error'
import { firstMessage } from './first-message'
import {
  type FromThread,
  sharedFlags,
  sharedFlagsBytes,
  type ThreadData,
  type ToThread,
} from './thread-messages'

export interface ThreadOptions {
  /** Of its file, and what the thread is called. */
  readonly name: 'sqlite-writer' | 'sqlite-searcher'
  readonly path: string
  readonly cutGate: SharedArrayBuffer
  /** What the thread is started with besides. */
  readonly data?: object
  /** Commands that may wait before `StoreBusyError`. @default no limit */
  readonly queuedMax?: number
  /** Commands that travel together. */
  readonly batchMax: number
  /** Batches that are with the thread at a time. */
  readonly batchesMax: number
  readonly log: (event: StoreLogEvent) => void
}

interface Waiting<Command, Value> {
  readonly command: Command
  readonly resolve: (value: Value) => void
  readonly reject: (error: Error) => void
}

/** How long the end of the process waits for a thread to close its database, in ms. */
const exitWaitMs = 10_000

/**
 * In `dist` the threads' files stand beside this one; sources use what `build-threads.ts` made. That
 * is kept apart from `dist`, which a build empties.
 */
function fileOf(name: ThreadOptions['name']): URL {
  const folder = import.meta.url.endsWith('.ts') ? '../../.whorl' : '.'
  return new URL(`${folder}/${name}.js`, import.meta.url)
}

/** The main thread's side of a thread that has a connection of its own. */
export class ThreadClient<
  Command extends { readonly kind: string },
  Results extends { readonly [Kind in Command['kind']]: unknown },
> {
  readonly #options
  readonly #worker
  readonly #flags = new SharedArrayBuffer(sharedFlagsBytes)
  readonly #ended
  readonly #inFlight = new Map<number, readonly Waiting<Command, Results[Command['kind']]>[]>()
  readonly #onExit = (): void => this.#closeAtExit()
  #queue: Waiting<Command, Results[Command['kind']]>[] = []
  #waiting = 0
  #lastBatch = 0
  #isFlushPlanned = false
  #closing: Promise<void> | undefined
  #failure: Error | undefined

  /**
   * Resolves when the database is open and, from the writer, its schema up to date.
   *
   * @throws StoreOpenError after the thread has ended
   */
  static async start<
    Command extends { readonly kind: string },
    Results extends { readonly [Kind in Command['kind']]: unknown },
  >(options: ThreadOptions): Promise<ThreadClient<Command, Results>> {
    const client = new ThreadClient<Command, Results>(options)
    await client.#ready()
    return client
  }

  private constructor(options: ThreadOptions) {
    this.#options = options
    const { path, name, cutGate } = options
    const data: ThreadData = { ...options.data, path, cutGate, flags: this.#flags }
    this.#worker = new Worker(fileOf(name), { workerData: data, name })
    this.#ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    process.on('exit', this.#onExit)
  }

  /** Commands that have not been answered. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Resolves with the thread's answer, after the commit of what writes. Rejects with
   * `StoreBusyError` at once when too many wait.
   */
  run<Kind extends Command['kind']>(
    command: Extract<Command, { readonly kind: Kind }>,
  ): Promise<Results[Kind]> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (this.#closing) return Promise.reject(new Error('the store is closed'))
    const { queuedMax = Number.POSITIVE_INFINITY } = this.#options
    if (this.#waiting >= queuedMax) return Promise.reject(new StoreBusyError())
    return new Promise((resolve, reject) => {
      this.#waiting += 1
      if (this.#waiting === 1) this.#worker.ref()
      // The thread answers every kind with that kind's result.
      const settle = resolve as (value: Results[Command['kind']]) => void
      this.#queue.push({ command, resolve: settle, reject })
      this.#planFlush()
    })
  }

  /** Finishes what was accepted, closes the database, ends the thread. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #ready(): Promise<void> {
    const first = await firstMessage(this.#worker, (message) =>
      this.#options.log({ level: 'info', message }),
    )
    if (first.kind !== 'ready') {
      await this.#ended
      process.off('exit', this.#onExit)
      const { error } = first
      // Node's own errors cross threads without their class, ours with their name lost.
      if (first.kind === 'refused') throw new StoreOpenError(error.message, { cause: error })
      const sentence = `The database ${this.#options.path} cannot be opened: ${error.message}.`
      throw new StoreOpenError(sentence, { cause: error })
    }
    this.#worker.on('message', (message: FromThread<Results[Command['kind']]>) =>
      this.#receive(message),
    )
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.once('exit', () => this.#fail(new Error('the thread has ended')))
    this.#worker.unref()
  }

  async #close(): Promise<void> {
    if (!this.#failure) {
      Atomics.store(new Int32Array(this.#flags), sharedFlags.closing, 1)
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
    while (this.#queue.length > 0 && this.#inFlight.size < this.#options.batchesMax) {
      const batch = this.#queue.slice(0, this.#options.batchMax)
      this.#queue = this.#queue.slice(this.#options.batchMax)
      this.#lastBatch += 1
      this.#inFlight.set(this.#lastBatch, batch)
      const commands = batch.map(({ command }) => command)
      this.#post({ kind: 'batch', id: this.#lastBatch, commands })
    }
  }

  #post(message: ToThread<Command>): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromThread<Results[Command['kind']]>): void {
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
      else reject(outcome?.error ?? new Error('the thread gave no answer'))
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
      this.#options.log({ level: 'error', message: `${this.#options.name} has ended`, error })
    }
    for (const { reject } of lost) reject(error)
  }

  /**
   * The process ends without `close`. The driver aborts the process when a thread is torn down in
   * the middle of a statement, so the thread is told to close and waited for.
   */
  #closeAtExit(): void {
    if (this.#failure) return
    const flags = new Int32Array(this.#flags)
    Atomics.store(flags, sharedFlags.closing, 1)
    this.#post({ kind: 'close' })
    Atomics.wait(flags, sharedFlags.closed, 0, exitWaitMs)
  }
}
