import { createRequire } from 'node:module'

/** The driver is a dependency of the store, not of the checkout. */
const fromStore = createRequire(new URL('../packages/store/package.json', import.meta.url))
const postgres = fromStore('postgres')

const dayMs = 86_400_000

/**
 * The same copies as `multiplySqlite` makes, in PostgreSQL.
 *
 * @param {string} url
 * @param {{copies: number, days: number}} options `copies` with the one that is there
 */
export async function multiplyPostgres(url, { copies, days }) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.begin((tx) => copyRows(tx, { copies, days }))
    // As autovacuum leaves a table that only grows.
    await sql.unsafe('VACUUM (ANALYZE) events')
    await sql.unsafe('VACUUM (ANALYZE) event_docs')
    await sql.unsafe('CHECKPOINT')
    const [{ events }] = await sql`SELECT count(*)::int AS events FROM events`
    const [{ bytes }] = await sql`SELECT pg_database_size(current_database())::float8 AS bytes`
    const [sample] = await sql`
      SELECT visitor_id, linked_id, event_id FROM events ORDER BY ts, event_id
      OFFSET ${Math.floor(events / 2)} LIMIT 1`
    return { events, bytes, sample }
  } finally {
    await sql.end()
  }
}

async function copyRows(tx, { copies, days }) {
  const columns = await columnsOf(tx, 'events')
  await tx.unsafe(`
    CREATE TEMP TABLE base ON COMMIT DROP AS
      SELECT (row_number() OVER (ORDER BY ts, event_id))::int AS n, * FROM events;
    CREATE TEMP TABLE small ON COMMIT DROP AS
      SELECT base.*, jsonb_set(doc::jsonb, '{readings}', '{}')::text AS doc
      FROM base JOIN event_docs USING (bucket, ws, ts, event_id)`)
  const [{ low, high }] = await tx`
    SELECT min(ts)::float8 AS low, max(ts)::float8 AS high FROM base`
  // Each copy has the length of its own slice of the time.
  const slice = Math.floor((days * dayMs) / copies)
  const first = Date.now() - days * dayMs
  for (let copy = 1; copy < copies; copy++) {
    const ts = `(${first + slice * copy} + (ts - ${low}) * ${slice} / ${high - low + 1})`
    const eventId = `lpad(${ts}::text, 13, '0') || substr(event_id, 14)`
    const changed = {
      ts,
      // An id begins with its time.
      event_id: eventId,
      visitor_id: `substr(visitor_id, 1, 17) || lpad('${copy}', 3, '0')`,
      linked_id: `'account ${copy} ' || n`,
      // Rare verdicts: one in a thousand is a Tor exit, one in three through a VPN.
      signals: `signals | CASE WHEN n % 1000 = 0 THEN 1 << 20 ELSE 1 << 21 END
        | CASE WHEN n % 3 = 0 THEN 1 << 2 ELSE 1 << 3 END`,
    }
    const expressions = columns.map((name) => changed[name] ?? name)
    await tx.unsafe(`INSERT INTO events (${columns.join()})
      SELECT ${expressions.join()} FROM base ORDER BY n`)
    await tx.unsafe(`INSERT INTO event_docs (bucket, ws, ts, event_id, doc)
      SELECT bucket, ws, ${ts}, ${eventId}, doc FROM small ORDER BY n`)
  }
}

async function columnsOf(tx, table) {
  const rows = await tx`
    SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ${table} ORDER BY ordinal_position`
  return rows.map(({ name }) => name)
}
