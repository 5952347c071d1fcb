import type { WriterCommand, WriterResults } from './command'
import type { Database } from './driver'
import type { CommandRunner } from './handlers'
import { type CommandOutcome, toError } from './thread-messages'

type WriterOutcome = CommandOutcome<WriterResults[keyof WriterResults]>

/**
 * One commit for all commands. Should one of them fail, the batch is rolled back and each runs
 * again behind its own savepoint: the good path pays for none.
 */
export function runBatch(
  db: Database,
  runner: CommandRunner,
  commands: readonly WriterCommand[],
): WriterOutcome[] {
  try {
    return inTransaction(db, () => commands.map((command) => ({ value: runner.run(command) })))
  } catch {
    // Unnamed on purpose: whatever it was, it comes again below and reaches its own caller.
    runner.forget()
  }
  try {
    return inTransaction(db, () => commands.map((command) => runGuarded(db, runner, command)))
  } catch (thrown) {
    runner.forget()
    const error = toError(thrown)
    return commands.map(() => ({ error }))
  }
}

function inTransaction<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    // A full disk or an I/O error may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function runGuarded(db: Database, runner: CommandRunner, command: WriterCommand): WriterOutcome {
  db.exec('SAVEPOINT command')
  try {
    const value = runner.run(command)
    db.exec('RELEASE command')
    return { value }
  } catch (thrown) {
    db.exec('ROLLBACK TO command')
    db.exec('RELEASE command')
    runner.forget()
    return { error: toError(thrown) }
  }
}
