// `npm run bench:api`: how long searches take over a million events of 90 days in SQLite.
// 5,000 visits are written through the store; SQL then copies their rows 199 times, each copy 11
// hours later under visitors and linked ids of its own.
import { DatabaseSync } from '@photostructure/sqlite'
import { createInstallation, startServer } from '../tools/server-process.mjs'
import { preload } from './preload.mjs'

const copies = Number(process.env.BENCH_COPIES ?? 200)
const devices = Number(process.env.BENCH_DEVICES ?? 2_500)
const runs = Number(process.env.BENCH_RUNS ?? 25)
const dayMs = 86_400_000
const days = 90

const installation = createInstallation()
try {
  await (await startServer(installation)).end('SIGTERM')
  const startedAt = performance.now()
  await preload({ databasePath: installation.databasePath, devices, visitsEach: 2 })
  const sample = multiply()
  console.log(`loaded in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  await measure(sample)
} finally {
  installation.remove()
}

function multiply() {
  const db = new DatabaseSync(installation.databasePath)
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
  console.log(`${events} events, ${(bytes / 1e9).toFixed(2)} GB`)
  const sample = db
    .prepare('SELECT visitor_id, linked_id, event_id FROM events WHERE id > ? LIMIT 1')
    .get(Math.floor(events / 2))
  db.close()
  return sample
}

async function measure({ visitor_id: visitorId, linked_id: linkedId, event_id: eventId }) {
  const server = await startServer(installation)
  const get = async (path) => {
    const answer = await fetch(server.endpoint + path, {
      headers: { authorization: `Bearer ${installation.secretKey}` },
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  const all = `start=${Date.now() - 91 * dayMs}`
  const flags =
    'suspect vpn virtual_machine tampering anti_detect_browser incognito privacy_settings ' +
    'developer_tools rare_device proxy tor_node'
  const searches = [
    ...flags.split(' ').flatMap((name) => [`${name}=true`, `${name}=false`]),
    ...['bot=bad', 'bot=good', 'bot=none', 'bot_info=all', 'bot_info=none'],
    ...['bot_info_category=ai_agent', 'bot_info_identity=signed', 'bot_info_confidence=low'],
    ...['bot_info_provider=OpenAI', 'bot_info_name=x', 'ip_address=203.0.113.7'],
    ...['ip_address=198.51.100.0/24', 'ip_address=2001:db8::/32', 'asn=64500'],
    ...['url=https://x.example/', 'origin=https://x.example', 'high_recall_id=x'],
    ...['vpn_confidence=high', 'min_suspect_score=99', 'sdk_version=0', 'sdk_platform=ios'],
    ...['rare_device_percentile_bucket=not_seen', 'proximity_id=x', 'environment=x', 'source=edge'],
    `visitor_id=${visitorId}`,
    `linked_id=${encodeURIComponent(linkedId)}`,
  ]
  for (const search of searches) await time(search, () => get(`/v4/events?${search}&${all}`))
  await time('tor_node=true&total_hits=1000', () =>
    get(`/v4/events?tor_node=true&total_hits=1000&${all}`),
  )
  console.log('newest page:')
  for (const search of ['', 'vpn=true', 'bot=none', 'limit=100'])
    await time(search || 'no filter', () => get(`/v4/events?${search}`))
  await time('an event by its id', () => get(`/v4/events/${eventId}`))
  await time('visits of a visitor (v3)', () => get(`/visitors/${visitorId}?limit=20`))
  await server.end('SIGTERM')
}

async function time(name, run) {
  const times = []
  let found = 0
  for (let index = 0; index < runs + 2; index++) {
    const startedAt = performance.now()
    const { events } = await run()
    // The first two warm caches.
    if (index > 1) times.push(performance.now() - startedAt)
    found = events?.length ?? 1
  }
  times.sort((a, b) => a - b)
  const at = (share) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1)
  console.log(
    `${name.padEnd(44)} p50 ${at(0.5).padStart(7)}  p99 ${at(0.99).padStart(7)} ms  (${found})`,
  )
}
