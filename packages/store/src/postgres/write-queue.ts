import { StoreBusyError } from '../store-errors'

/** Counts the writes that have not ended, and takes no more than so many. */
export interface WriteQueue {
  /** Rejects with `StoreBusyError` when the queue is full. */
  run<Result>(write: () => Promise<Result>): Promise<Result>
  waiting(): number
}

export function createWriteQueue(queuedMax: number): WriteQueue {
  let waiting = 0
  return {
    async run(write) {
      if (waiting >= queuedMax) throw new StoreBusyError()
      waiting += 1
      try {
        return await write()
      } finally {
        waiting -= 1
      }
    },
    waiting: () => waiting,
  }
}
