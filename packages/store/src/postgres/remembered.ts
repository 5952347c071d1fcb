import type { SeenVisit, VisitCounter } from '@whorl/core'

/** How far back visits of other processes are looked for; what is older is read with everything. */
export const missedMs = 5_000
const recentMax = 1_000

/** The row of a busy key. */
export interface KeyVersion {
  readonly epoch: string
  readonly version: number
}

/** What this process remembers of a busy key, and up to which version of its row. */
export class Remembered {
  readonly counter
  readonly epoch
  version: number
  /** Unix ms of the newest visit. */
  newest: number
  /** Ids of the visits of the last seconds: those that others add are told from them. */
  recent = new Map<string, number>()

  constructor(counter: VisitCounter, { epoch, version }: KeyVersion) {
    this.counter = counter
    this.epoch = epoch
    this.version = version
    this.newest = Number.NEGATIVE_INFINITY
  }

  get size(): number {
    return this.counter.size
  }

  add(eventId: string, visit: SeenVisit): void {
    this.counter.add(visit)
    this.note(eventId, visit)
  }

  /** For a visit that the counter has taken in already. */
  note(eventId: string, visit: Pick<SeenVisit, 'at'>): void {
    this.newest = Math.max(this.newest, visit.at)
    if (visit.at > this.newest - missedMs) this.recent.set(eventId, visit.at)
    if (this.recent.size < 2 * recentMax) return
    for (const [id, at] of this.recent) if (at <= this.newest - missedMs) this.recent.delete(id)
  }
}
