import type { Source } from '@whorl/signals'
import type { Readings } from '@whorl/wire'
import { type Collection, collect } from './collect'
import type { Memory, Tokens } from './remember'
import { whenIdle } from './task'

/** After `freshMs` a source that took less than this many milliseconds is read again. */
const cheapMs = 3

/** Idle time is waited for at most this long before the late sources start. */
const idleWaitMs = 100

const lateDeadlineMs = 5000

/** What the agent does between `start()` and `get()`, shared by all calls of `get()`. */
export interface Background {
  /** Unix ms when collection began. */
  readonly startedAt: number
  /** How long the early sources took, in milliseconds; 0 while they run. */
  collectMs(): number
  early(): Promise<Readings>
  readonly lateNames: readonly string[]
  /**
   * Starts the late sources once, when the page is idle.
   *
   * @param isIdOut nobody waits for them: they may take their time
   */
  late(isIdOut: boolean): Late
  /** The late readings, when they are complete. */
  lateReadings(): Readings | undefined
  tokens(): Promise<Tokens>
  /** Ends listening to the page. */
  stop(): void
}

export interface BackgroundOptions {
  /** Readings younger than this many milliseconds serve every `get()` as they are. @default 10000 */
  freshMs?: number
  /** `performance.now()` when the caller's own work in this task began. @default now */
  since?: number
}

export interface Late {
  /** Resolves with every late reading. */
  readonly settled: Promise<Readings>
  /** Calls back with the readings so far, after each one. */
  onProgress(listener: (soFar: Readings) => void): void
}

/**
 * Begins to collect. A `get()` more than ten seconds later reads again what is cheap and what
 * failed (window, focus, time zone, traces of automation); what is dear (canvas, audio, fonts,
 * WebGL) belongs to the machine and is read once per page.
 */
export function startBackground(
  sources: readonly Source[],
  memory: Memory,
  { freshMs = 10_000, since: taskSince = performance.now() }: BackgroundOptions = {},
): Background {
  const startedAt = Date.now()
  const early = sources.filter(({ stage }) => stage === 'early')
  const lateSources = sources.filter(({ stage }) => stage === 'late')
  // Before the first slice: IndexedDB works in another process meanwhile.
  let firstTokens: Promise<Tokens> | undefined = memory.read()
  let readAt = performance.now()
  let current = collect(early, { since: taskSince })
  let collectMs = 0
  const stops = sources.flatMap(({ listen }) => listen?.() ?? [])
  let late: Late | undefined
  let lateReadings: Readings | undefined
  const since = readAt
  current.settled.then(() => {
    collectMs = Math.round(performance.now() - since)
  })

  return {
    startedAt,
    lateNames: lateSources.map(({ name }) => name),
    collectMs: () => collectMs,
    async early() {
      if (performance.now() - readAt > freshMs) {
        readAt = performance.now()
        current = collectAgain(early, current)
      }
      const mine = current
      await mine.settled
      return mine.readings
    },
    late(isIdOut) {
      late ??= startLate(lateSources, isIdOut)
      late.settled.then((readings) => {
        lateReadings = readings
      })
      return late
    },
    lateReadings: () => lateReadings,
    tokens() {
      const tokens = firstTokens ?? memory.read()
      firstTokens = undefined
      return tokens
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}

function collectAgain(sources: readonly Source[], before: Collection): Collection {
  const isDear = ({ name }: Source) => {
    const reading = before.readings[name]
    return reading !== undefined && !reading.error && (reading.ms ?? 0) >= cheapMs
  }
  const again = collect(sources.filter((source) => !isDear(source)))
  const readings: Readings = {}
  const settled = Promise.all([before.settled, again.settled]).then(() => {
    Object.assign(readings, before.readings, again.readings)
  })
  return { readings, settled }
}

function startLate(sources: readonly Source[], isIdOut: boolean): Late {
  const listeners: ((soFar: Readings) => void)[] = []
  const settled = (async () => {
    if (sources.length === 0) return {}
    await whenIdle(idleWaitMs)
    const waited = collect(
      sources.filter(({ listen }) => !listen),
      {
        deadlineMs: lateDeadlineMs,
        isIdOut,
        onReading: (soFar) => {
          for (const tell of listeners) tell(soFar)
        },
      },
    )
    await waited.settled
    // What listens is asked last, so that it has heard as much as there was.
    const listened = collect(sources.filter(({ listen }) => listen))
    await listened.settled
    return { ...waited.readings, ...listened.readings }
  })()
  return {
    settled,
    onProgress: (listener) => void listeners.push(listener),
  }
}
