import type { MessagePort } from 'node:worker_threads'
import type { Database } from './driver'
import {
  type CommandOutcome,
  type FromThread,
  sharedFlags,
  type ThreadData,
  type ToThread,
  toError,
} from './thread-messages'

/** What a thread does with the messages of its `ThreadClient`. */
export interface ThreadWork<Command, Value> {
  /** One outcome for each command; it does not throw. */
  run(commands: readonly Command[]): CommandOutcome<Value>[] | Promise<CommandOutcome<Value>[]>
  /** After the answer. What it throws is a warning. */
  afterwards?(commands: readonly Command[]): void
  /** Before the database is closed. What it throws is a warning. */
  end?(): void
}

export interface ThreadSide<Command, Value> {
  /** Tells the operator something before the thread is ready. */
  note(message: string): void
  /** Ends the thread with a sentence for the operator. */
  refuse(error: unknown): void
  /** Runs what must not undo what was answered; a failure is a warning. */
  guard(work: () => void): void
  /** Says that the thread is ready, and works until it is told to close. */
  serve(work: ThreadWork<Command, Value>): void
}

/** A thread's own side, with the one connection it has. */
export function createThreadSide<Command, Value>(
  port: MessagePort,
  db: Database,
  data: ThreadData,
): ThreadSide<Command, Value> {
  const tell = (message: FromThread<Value>): void => port.postMessage(message)
  const finish = (): void => {
    db.close()
    port.close()
    const flags = new Int32Array(data.flags)
    Atomics.store(flags, sharedFlags.closed, 1)
    Atomics.notify(flags, sharedFlags.closed)
  }
  const guard = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      tell({ kind: 'warning', error: toError(error) })
    }
  }
  return {
    note: (message) => tell({ kind: 'note', message }),
    refuse(error) {
      tell({ kind: 'refused', error: toError(error) })
      finish()
    },
    guard,
    serve(work) {
      port.on('message', async (message: ToThread<Command>) => {
        if (message.kind === 'close') {
          guard(() => work.end?.())
          tell({ kind: 'closed' })
          finish()
          return
        }
        const { id, commands } = message
        tell({ kind: 'done', id, outcomes: await work.run(commands) })
        guard(() => work.afterwards?.(commands))
      })
      tell({ kind: 'ready' })
    },
  }
}
