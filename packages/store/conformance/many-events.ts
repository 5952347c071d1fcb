import { openStore } from '../src/open-store'
import { type TestBackend, testOptions } from './backend'
import { anEvent, aProfile, aQuery, visit } from './sample'

/** Rows beside the visit: reading them takes longer than the budgets of tests. */
export const manyEvents = 250_000

/**
 * A database with one visit, of the linked id `the only one`, and many rows of events like it that
 * have no linked id and no document: searches read them and must find none of them.
 */
export async function newUrlOfManyEvents(backend: TestBackend, ws: string): Promise<string> {
  const url = await backend.newUrl()
  const store = await openStore(url, testOptions)
  const profile = aProfile()
  const event = anEvent(ws, profile.visitorId, { linkedId: 'the only one' })
  await visit(store, aQuery(ws), profile, { event })
  await store.close()
  const [row = {}] = await backend.read(url, 'SELECT * FROM events')
  const names = Object.keys(row)
  const changed: Readonly<Record<string, string>> = {
    id: 'e.id + n.i',
    ts: 'e.ts + n.i',
    event_id: `'copy ' || n.i`,
    linked_id: 'NULL',
    flags: 'e.flags | (CASE WHEN n.i % 961 = 0 THEN 32 ELSE 0 END)',
  }
  await backend.exec(
    url,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${manyEvents})
     INSERT INTO events (${names.join()})
     SELECT ${names.map((name) => changed[name] ?? `e.${name}`).join()} FROM events e, n`,
  )
  return url
}
