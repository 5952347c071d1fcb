import type { Source } from '@whorl/signals'
import type { Reading, Readings } from '@whorl/wire'
import { nextTask } from './task'

export interface CollectOptions {
  /** Readings that are still open after this many milliseconds become the error `timeout`. @default 1500 */
  deadlineMs?: number
  /**
   * Synchronous work runs at most about this long before the page gets its turn; before a heavy
   * source, at most 1 ms. @default 8
   */
  sliceMs?: number
  /** `performance.now()` when the caller's own work in this task began. @default now */
  since?: number
  /** Nobody waits for the readings any more. @default false */
  isIdOut?: boolean
  /** Called with the readings so far after each one that settles in time. */
  onReading?: (soFar: Readings) => void
}

export interface Collection {
  /** Filled as sources settle; complete when `settled` resolves, and not changed after that. */
  readonly readings: Readings
  readonly settled: Promise<void>
}

/**
 * Reads every source. Never rejects: a throw becomes `{error: {name, message}}`, a source that is
 * slower than its own `timeoutMs` or than the deadline becomes `{error: {name: 'timeout'}}`.
 *
 * Sources start in list order, slow asynchronous ones first, so that they run while the synchronous
 * ones are read in slices.
 */
export function collect(
  sources: readonly Source[],
  {
    deadlineMs = 1500,
    sliceMs = 8,
    since = performance.now(),
    isIdOut = false,
    onReading,
  }: CollectOptions = {},
): Collection {
  const readings: Readings = {}
  const settle = (name: string, reading: Reading) => {
    if (name in readings) return
    readings[name] = reading
    onReading?.(readings)
  }
  let isOpen = true

  const all = (async () => {
    const pending: Promise<void>[] = []
    let sliceAt = since
    for (const source of sources) {
      if (performance.now() - sliceAt >= (source.isHeavy ? 1 : sliceMs)) {
        await nextTask()
        sliceAt = performance.now()
      }
      if (!isOpen) return
      const waiting = readOne(source, isIdOut, settle)
      if (waiting) pending.push(waiting)
    }
    await Promise.all(pending)
  })()

  const settled = new Promise<void>((resolve) => {
    const timer = setTimeout(close, deadlineMs)
    all.then(close)
    function close() {
      clearTimeout(timer)
      isOpen = false
      for (const { name } of sources)
        readings[name] ??= { error: { name: 'timeout' }, ms: deadlineMs }
      resolve()
    }
  })
  return { readings, settled }
}

type Settle = (name: string, reading: Reading) => void

/** Starts one source. Returns a promise only when the source is asynchronous. */
function readOne(source: Source, isIdOut: boolean, settle: Settle): Promise<void> | undefined {
  const { name, timeoutMs } = source
  const startedAt = performance.now()
  const ms = () => Math.round((performance.now() - startedAt) * 10) / 10
  const give = (value: unknown) =>
    settle(name, value === undefined ? { ms: ms() } : { value, ms: ms() })
  const fail = (error: unknown) => settle(name, { error: toError(error), ms: ms() })
  try {
    const value = source.read(isIdOut)
    if (!isThenable(value)) {
      give(value)
      return
    }
    return new Promise((resolve) => {
      const timer = setTimeout(async () => {
        // A page that was busy has the answer and this timer waiting in one queue: answers first.
        await nextTask()
        settle(name, { error: { name: 'timeout' }, ms: ms() })
        resolve()
      }, timeoutMs)
      value.then(give, fail).then(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  } catch (error) {
    fail(error)
    return
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value
}

function toError(error: unknown): { name: string; message?: string } {
  // Not `instanceof`: an error of a frame has another constructor.
  if (typeof error === 'object' && error !== null && 'name' in error) {
    const message = 'message' in error ? String(error.message).slice(0, 500) : ''
    return { name: String(error.name).slice(0, 100), ...(message && { message }) }
  }
  return { name: 'thrown', message: String(error).slice(0, 500) }
}
