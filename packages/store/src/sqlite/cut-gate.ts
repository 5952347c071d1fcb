/** What both threads share. */
export const createCutGate = (): SharedArrayBuffer => new SharedArrayBuffer(4)

/** How long a search waits for the log to be cut, in ms: commits follow each other faster. */
const waitMs = 250

/**
 * Between the two threads. A log that is being read cannot be cut, and searches that follow each
 * other without a pause would let it grow: the writer says that it wants to, the next search waits.
 */
export class CutGate {
  readonly #flag

  /** @param shared the same for both threads, zero at first */
  constructor(shared: SharedArrayBuffer) {
    this.#flag = new Int32Array(shared)
  }

  isWanted(): boolean {
    return Atomics.load(this.#flag, 0) === 1
  }

  /** A cut was in vain. */
  want(): void {
    Atomics.store(this.#flag, 0, 1)
  }

  /** The log was cut. */
  open(): void {
    if (Atomics.exchange(this.#flag, 0, 0) === 1) Atomics.notify(this.#flag, 0)
  }

  /** Lets a cut that is wanted go first; when nothing is written meanwhile, nothing grows either. */
  pass(): void {
    if (this.isWanted() && Atomics.wait(this.#flag, 0, 1, waitMs) === 'timed-out') this.open()
  }
}
