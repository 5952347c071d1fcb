import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { Checkpoints } from './checkpoints'
import type { FromWriter, ToWriter, WriterCommand, WriterData } from './command'
import { connectWriter } from './connect'
import { loadSqlite } from './driver'
import { createCommandRunner } from './handlers'
import { migrateSqlite } from './migrate'
import { runBatch } from './run-batch'

// The thread that writes. Started by `WriterClient` and by nothing else, hence the shapes.
if (!parentPort) throw new Error('the writer runs in a worker thread')
await serve(parentPort, workerData as WriterData)

async function serve(port: MessagePort, { path, tombstoneKey, closed }: WriterData): Promise<void> {
  const tell = (message: FromWriter): void => port.postMessage(message)
  const sqlite = await loadSqlite()
  const db = connectWriter(sqlite, path)
  const finish = (): void => {
    db.close()
    port.close()
    const flag = new Int32Array(closed)
    Atomics.store(flag, 0, 1)
    Atomics.notify(flag, 0)
  }
  try {
    migrateSqlite(db)
  } catch (error) {
    tell({ kind: 'refused', error: toError(error) })
    finish()
    return
  }
  /** What is committed stays committed, whatever becomes of a checkpoint. */
  const guard = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      tell({ kind: 'warning', error: toError(error) })
    }
  }
  const runner = createCommandRunner(db, tombstoneKey)
  const checkpoints = new Checkpoints(db, path)
  port.on('message', (message: ToWriter) => {
    if (message.kind === 'close') {
      guard(() => checkpoints.cut())
      tell({ kind: 'closed' })
      finish()
      return
    }
    const { id, commands } = message
    const outcomes = runBatch(db, runner, commands)
    if (commands.some(isRemoval)) guard(() => checkpoints.cut())
    tell({ kind: 'done', id, outcomes })
    guard(() => checkpoints.after(commands))
  })
  tell({ kind: 'ready' })
}

/** A deletion is answered when the log holds nothing of it either. */
function isRemoval({ kind }: WriterCommand): boolean {
  return kind === 'removeVisitor'
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
