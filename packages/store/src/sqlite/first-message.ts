import type { Worker } from 'node:worker_threads'
import type { FromWriter } from './command'

type FirstMessage =
  | Extract<FromWriter, { readonly kind: 'ready' | 'refused' }>
  /** The thread ended before it could say anything. */
  | { readonly kind: 'failed'; readonly error: Error }

/** How the start of the writer's thread went. */
export function firstMessage(worker: Worker): Promise<FirstMessage> {
  return new Promise((resolve) => {
    const fail = (error: Error): void => resolve({ kind: 'failed', error })
    worker.once('error', fail)
    worker.once('exit', () => fail(new Error('its thread has ended')))
    worker.once('message', (message: FromWriter) => {
      worker.off('error', fail)
      if (message.kind === 'ready' || message.kind === 'refused') resolve(message)
      else fail(new Error(`its thread began with ${message.kind}`))
    })
  })
}
