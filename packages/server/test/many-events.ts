import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { ApiHouse } from './open-api-house'

/**
 * Copies the only event of a house 250,000 times, a millisecond apart and without documents, beside
 * the server: reading them takes longer than five milliseconds.
 */
export function copyManyTimes({ house }: ApiHouse): void {
  const db = new DatabaseSync(join(house.config.dataFolder, 'whorl.db'))
  const names = db
    .prepare("SELECT name FROM pragma_table_info('events')")
    .all()
    .map((row) => String(row.name))
  const changed: Readonly<Record<string, string>> = {
    id: 'e.id + n.i',
    ts: 'e.ts + n.i',
    event_id: `'copy ' || n.i`,
    // As of the ids that end so: there a search asks for its budget.
    flags: 'e.flags | iif(n.i % 961 = 0, 32, 0)',
  }
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250000)
     INSERT INTO events (${names.join()})
     SELECT ${names.map((name) => changed[name] ?? `e.${name}`).join()} FROM events e, n`,
  )
  db.close()
}
