import type { PopulationStore, StoredPopulation } from '../store'
import type { Sql } from './connect'

/** One statement each: of two that race, the second sees what the first committed. */
export function createPopulationStore(sql: Sql): PopulationStore {
  return {
    async find(ws) {
      const rows = await sql<StoredPopulation[]>`
        SELECT revision, content FROM populations WHERE ws = ${ws}`
      return rows[0]
    },
    async write({ workspaceId: ws, revision, content }) {
      const { count } =
        revision === 0
          ? await sql`INSERT INTO populations (ws, revision, content) VALUES (${ws}, 1, ${content})
              ON CONFLICT (ws) DO NOTHING`
          : await sql`UPDATE populations SET revision = revision + 1, content = ${content}
              WHERE ws = ${ws} AND revision = ${revision}`
      return count === 1 ? 'written' : 'moved'
    },
  }
}
