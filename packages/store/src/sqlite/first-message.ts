import type { Worker } from 'node:worker_threads'
import type { FromThread } from './thread-messages'

type FirstMessage =
  | Extract<FromThread<unknown>, { readonly kind: 'ready' | 'refused' }>
  /** The thread ended before it could say anything. */
  | { readonly kind: 'failed'; readonly error: Error }

/**
 * How the start of a thread went.
 *
 * @param onNote hears what the thread has to say before
 */
export function firstMessage(
  worker: Worker,
  onNote: (message: string) => void,
): Promise<FirstMessage> {
  return new Promise((resolve) => {
    const fail = (error: Error): void => resolve({ kind: 'failed', error })
    worker.once('error', fail)
    worker.once('exit', () => fail(new Error('its thread has ended')))
    const receive = (message: FromThread<unknown>): void => {
      if (message.kind === 'note') {
        onNote(message.message)
        return
      }
      worker.off('message', receive)
      worker.off('error', fail)
      if (message.kind === 'ready' || message.kind === 'refused') resolve(message)
      else fail(new Error(`its thread began with ${message.kind}`))
    }
    worker.on('message', receive)
  })
}
