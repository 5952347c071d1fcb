import { nextTask } from './next-task'

/**
 * Gives the page its turn now and then: the returned function waits for a new task when the last one
 * began more than `sliceMs` ago.
 */
export function takeTurns(sliceMs: number): () => Promise<void> | undefined {
  let sliceAt = performance.now()
  return () => {
    if (performance.now() - sliceAt <= sliceMs) return undefined
    return nextTask().then(() => {
      sliceAt = performance.now()
    })
  }
}
