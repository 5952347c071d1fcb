import { parentPort, workerData } from 'node:worker_threads'
import { Checkpoints } from './checkpoints'
import type { WriterCommand, WriterData, WriterResults } from './command'
import { connectWriter } from './connect'
import { CutGate } from './cut-gate'
import { loadSqlite } from './driver'
import { createCommandRunner } from './handlers'
import { migrateSqlite } from './migrate'
import { runBatch } from './run-batch'
import { createThreadSide } from './serve-thread'

// The thread that writes. Started by `startWriter` and by nothing else, hence the shapes.
if (!parentPort) throw new Error('the writer runs in a worker thread')
const data = workerData as WriterData
const db = connectWriter(await loadSqlite(), data.path)
const side = createThreadSide<WriterCommand, WriterResults[keyof WriterResults]>(
  parentPort,
  db,
  data,
)
const refusal = migrate()
if (refusal === undefined) serve()
else side.refuse(refusal)

function migrate(): unknown {
  try {
    migrateSqlite(db, { tell: side.note })
    return undefined
  } catch (error) {
    return error
  }
}

function serve(): void {
  const runner = createCommandRunner(db, data.tombstoneKey)
  const checkpoints = new Checkpoints(db, data.path, new CutGate(data.cutGate))
  // What is committed stays committed, whatever becomes of a checkpoint.
  side.serve({
    run(commands) {
      const outcomes = runBatch(db, runner, commands)
      if (commands.some(isRemoval)) side.guard(() => checkpoints.cut())
      return outcomes
    },
    afterwards: (commands) => checkpoints.after(commands),
    end: () => checkpoints.cut(),
  })
}

/** A deletion is answered when the log holds nothing of it either. */
function isRemoval({ kind }: WriterCommand): boolean {
  return kind === 'removeVisitor'
}
