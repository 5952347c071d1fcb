import type { PopulationWrite, StoredPopulation } from '../store'
import { type Database, prepare } from './driver'

export class PopulationWriter {
  readonly #insert
  readonly #update

  constructor(db: Database) {
    this.#insert = prepare(
      db,
      'INSERT INTO populations (ws, revision, content) VALUES (?, 1, ?) ON CONFLICT DO NOTHING',
    )
    this.#update = prepare(
      db,
      `UPDATE populations SET revision = revision + 1, content = ?
       WHERE ws = ? AND revision = ?`,
    )
  }

  put({ workspaceId, revision, content }: PopulationWrite): 'written' | 'moved' {
    const { changes } =
      revision === 0
        ? this.#insert.run(workspaceId, content)
        : this.#update.run(content, workspaceId, revision)
    return Number(changes) === 1 ? 'written' : 'moved'
  }
}

export class PopulationReader {
  readonly #find

  constructor(db: Database) {
    this.#find = prepare<StoredPopulation>(
      db,
      'SELECT revision, content FROM populations WHERE ws = ?',
    )
  }

  find(workspaceId: string): StoredPopulation | undefined {
    const row = this.#find.get(workspaceId)
    return row && { ...row }
  }
}
