import { DatabaseSync } from '@photostructure/sqlite'

const dayMs = 86_400_000

/**
 * Copies what is stored, so that all of it spans so many days.
 *
 * @param {string} path
 * @param {{copies: number, days: number}} options `copies` with the one that is there
 */
export function multiplySqlite(path, { copies, days }) {
  const db = new DatabaseSync(path)
  const columns = db
    .prepare("SELECT name FROM pragma_table_info('events')")
    .all()
    .map(({ name }) => name)
  db.exec(`PRAGMA synchronous = OFF; PRAGMA cache_size = -500000;
    PRAGMA temp_store = MEMORY; BEGIN;
    CREATE TEMP TABLE small AS SELECT id, json_set(doc, '$.readings', json('{}')) AS doc FROM event_docs`)
  // The preload spreads visits over 30 days; here each copy has the length of its own slice.
  const { low, high, top } = db
    .prepare('SELECT min(ts) AS low, max(ts) AS high, max(id) AS top FROM events')
    .get()
  const slice = Math.floor((days * dayMs) / copies)
  const first = Date.now() - days * dayMs
  const ts = `(${first} + ${slice} * :copy + (ts - ${low}) * ${slice} / ${high - low + 1})`
  const changed = {
    id: `id + ${top} * :copy`,
    ts,
    // An id begins with its time.
    event_id: `printf('%013d', ${ts}) || substr(event_id, 14)`,
    visitor_id: `substr(visitor_id, 1, 17) || printf('%03d', :copy)`,
    linked_id: `'account ' || :copy || ' ' || id`,
    // Rare verdicts: one in a thousand is a Tor exit, one in three through a VPN.
    signals: `signals | iif(id % 1000 = 0, 1 << 20, 1 << 21) | iif(id % 3 = 0, 1 << 2, 1 << 3)`,
  }
  const expressions = columns.map((name) => changed[name] ?? name)
  const copy = db.prepare(
    `INSERT INTO events (${columns.join()}) SELECT ${expressions.join()} FROM events
     WHERE id <= ${top} ORDER BY ts`,
  )
  const copyDocs = db.prepare(`INSERT INTO event_docs SELECT id + ${top} * :copy, doc FROM small`)
  for (let index = 1; index < copies; index++) {
    copy.run({ ':copy': index })
    copyDocs.run({ ':copy': index })
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  const { events } = db.prepare('SELECT count(*) AS events FROM events').get()
  const { bytes } = db
    .prepare(`SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size`)
    .get()
  const sample = db
    .prepare('SELECT visitor_id, linked_id, event_id FROM events WHERE id > ? LIMIT 1')
    .get(Math.floor(events / 2))
  db.close()
  return { events, bytes, sample }
}
