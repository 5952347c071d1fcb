// `npm run bench:api`: how long searches take over a million events of 90 days in SQLite, or with
// BENCH_DATABASE=postgres in a PostgreSQL that is started for it.
// 5,000 visits are written through the store; SQL then copies their rows 199 times, each copy 11
// hours later under visitors and linked ids of its own.
import { importTypeScript } from '../tools/import-typescript.mjs'
import { createInstallation, startServer } from '../tools/server-process.mjs'
import { multiplyPostgres } from './multiply-postgres.mjs'
import { multiplySqlite } from './multiply-sqlite.mjs'
import { preload } from './preload.mjs'

const copies = Number(process.env.BENCH_COPIES ?? 200)
const devices = Number(process.env.BENCH_DEVICES ?? 2_500)
const runs = Number(process.env.BENCH_RUNS ?? 25)
const kind = process.env.BENCH_DATABASE ?? 'sqlite'
if (!['sqlite', 'postgres'].includes(kind))
  throw new Error(`BENCH_DATABASE must be sqlite or postgres, not "${kind}"`)
const dayMs = 86_400_000
const days = 90

const installation = createInstallation()
const database = await (kind === 'postgres' ? openPostgres() : openSqlite())
const env = {
  WHORL_DATABASE: database.url,
  WHORL_SECRET_KEY: 'a secret for the time of this bench',
}
try {
  await (await startServer(installation, { env })).end('SIGTERM')
  const startedAt = performance.now()
  await preload({ databaseUrl: database.url, devices, visitsEach: 2 })
  const { events, bytes, sample } = await database.multiply()
  console.log(`${events} events, ${(bytes / 1e9).toFixed(2)} GB`)
  console.log(`loaded in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  await measure(sample)
} finally {
  await database.stop()
  installation.remove()
}

function openSqlite() {
  const path = installation.databasePath
  return {
    url: `sqlite:${path}`,
    multiply: () => multiplySqlite(path, { copies, days }),
    stop: () => {},
  }
}

async function openPostgres() {
  const servers = await importTypeScript('packages/store/conformance/postgres-server.ts')
  const bin = servers.findPostgres()
  if (!bin) throw new Error('PostgreSQL is not installed')
  const { newDatabase, stop } = await servers.startPostgres(bin)
  const url = await newDatabase()
  return { url, multiply: () => multiplyPostgres(url, { copies, days }), stop }
}

async function measure({ visitor_id: visitorId, linked_id: linkedId, event_id: eventId }) {
  const server = await startServer(installation, { env })
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
