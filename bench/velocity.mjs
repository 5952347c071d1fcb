// `npm run bench:velocity`: what a visit costs the server when its visitor, its address and its
// linked id have 100,000 events in the last 24 hours, beside one whose keys are nearly unused; and
// what the first of them costs a server that has just started and remembers nothing.
import { randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import { DatabaseSync } from '@photostructure/sqlite'
import { openStore } from '@whorl/store'
import { createInstallation, startServer } from '../tools/server-process.mjs'
import { createSender } from './visitor.mjs'

const events = Number(process.env.BENCH_EVENTS ?? 100_000)
const visitsEach = Number(process.env.BENCH_VISITS ?? 1_000)
const rounds = 5
const starts = 3
/** Visitors that take turns in the fresh phases, so that each has few events. */
const freshVisitors = 500
const dayMs = 86_400_000
const env = { WHORL_TRUSTED_PROXIES: '127.0.0.1/32' }

const busy = { index: 0, from: '203.0.113.1', linkedId: 'everybody' }
const fresh = (number) => ({
  index: 1 + (number % freshVisitors),
  from: `198.18.${Math.floor((number % freshVisitors) / 250)}.${number % 250}`,
  linkedId: `order-${number}`,
})

const installation = createInstallation()
try {
  const tokens = await meetVisitors()
  const startedAt = performance.now()
  await preload(tokens.visitorId)
  const seconds = (performance.now() - startedAt) / 1000
  console.log(`wrote ${events} events of one visitor in ${seconds.toFixed(1)} s`)
  await measureFirst(tokens)
  await measure(tokens)
} finally {
  installation.remove()
}

/** Each visitor once, so that all come with a token afterwards. */
async function meetVisitors() {
  const server = await startServer(installation, { env })
  const sender = open(server)
  let visitorId
  for (let number = -1; number < freshVisitors; number++) {
    const answer = await visit(sender, number < 0 ? busy : fresh(number), false)
    visitorId ??= answer.visitorId
  }
  sender.close()
  await server.end('SIGTERM')
  // Out of every window: what is written now is older.
  const db = new DatabaseSync(installation.databasePath)
  db.exec(`UPDATE events SET ts = ts - ${2 * dayMs}`)
  db.close()
  return { visitorId, all: sender.tokens }
}

function open(server) {
  return createSender({ endpoint: server.endpoint, key: installation.publicKey, sockets: 32 })
}

async function visit(sender, { index, from, linkedId }, withToken = true) {
  const { status, json } = await sender.send(
    await sender.prepare(index, { withToken, from, linkedId }),
  )
  if (status !== 200) throw new Error(`refused: ${status} ${JSON.stringify(json)}`)
  return json
}

/** Past events of the busy visitor, spread over the last 24 hours. */
async function preload(visitorId) {
  const store = await openStore(`sqlite:${installation.databasePath}`, {
    tombstoneKey: randomBytes(32),
    batchMax: 1_000,
    queuedMax: 5_000,
  })
  const { environments } = await store.tenants.readAll()
  const { id: environmentId, workspaceId } = environments[0]
  const now = Date.now()
  let next = 0
  const lane = async () => {
    while (next < events) {
      const number = next++
      const timestamp = now - dayMs + Math.floor((number * dayMs) / events)
      await write(store, { workspaceId, environmentId, visitorId, number, timestamp })
    }
  }
  await Promise.all(Array.from({ length: 500 }, lane))
  await store.close()
}

async function write(store, { workspaceId, environmentId, visitorId, number, timestamp }) {
  const query = {
    workspaceId,
    anchors: [visitorId],
    keys: { blocks: [] },
    nonce: `past-${number}`,
    bodyHash: `past-${number}`,
    noncesSince: 0,
  }
  const { versions } = await store.visits.history({ ...query, candidates: 'unless_anchored' })
  const outcome = await store.visits.record({
    query,
    event: {
      eventId: `${timestamp}.${String(number).padStart(6, '0')}`,
      timestamp,
      workspaceId,
      environmentId,
      source: 'device',
      revision: 1,
      linkedId: busy.linkedId,
      url: 'https://shop.example/',
      referrer: '',
      ip: busy.from,
      userAgent: '',
      sdk: { platform: 'js', version: '4.0.0' },
      replayed: true,
      identification: { visitorId, visitorFound: true, confidence: 1 },
      browser: {},
      readings: {},
      verdicts: {},
      why: { method: 'anchor', anchors: [], evidence: [], compared: 0 },
    },
    isNewVisitor: false,
    answer: '{}',
    usedAt: Date.now(),
    expects: { versions, isNonceUsed: false, isBodyUsed: false, checkBlocks: false },
  })
  if (outcome.kind !== 'recorded') throw new Error(`a past event is a ${outcome.kind}`)
}

/** One visit at a time: the fresh ones of a warm server, then the first busy one. */
async function measureFirst({ all }) {
  const firsts = []
  const usual = []
  for (let start = 0; start < starts; start++) {
    const server = await startServer(installation, { env, core: 0 })
    const sender = open(server)
    for (const [index, token] of all) sender.tokens.set(index, token)
    for (let number = 0; number < 300; number++) {
      const ms = await time(() => visit(sender, fresh(number)))
      if (number >= 200) usual.push(ms)
    }
    firsts.push(await time(() => visit(sender, busy)))
    sender.close()
    await server.end('SIGTERM')
  }
  const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
  const ratio = middle(firsts) / middle(usual)
  console.log(
    `first busy visit after a start: ${firsts.map((ms) => ms.toFixed(0)).join(', ')} ms, ` +
      `${ratio.toFixed(0)} times a fresh one (${middle(usual).toFixed(1)} ms)`,
  )
}

async function time(run) {
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}

async function measure({ all }) {
  const server = await startServer(installation, { env, core: 0 })
  console.log(
    `server: Node ${process.versions.node}, SQLite, all threads on core 0 of ${cpus().length} ` +
      `(${cpus()[0]?.model}); limits off; 16 visits at a time`,
  )
  const sender = open(server)
  for (const [index, token] of all) sender.tokens.set(index, token)
  await visit(sender, busy)
  let number = 0
  await phase(server, visitsEach, () => visit(sender, fresh(number++)))
  const costs = { fresh: [], busy: [] }
  for (let round = 0; round < rounds; round++) {
    costs.fresh.push(await phase(server, visitsEach, () => visit(sender, fresh(number++))))
    costs.busy.push(await phase(server, visitsEach, () => visit(sender, busy)))
  }
  sender.close()
  for (const [name, list] of Object.entries(costs)) {
    const text = list
      .map(({ cpuUs, ms }) => `${cpuUs.toFixed(0)} us/${ms.toFixed(1)} ms`)
      .join(', ')
    console.log(`${name} visits, CPU and median time of each round: ${text}`)
  }
  const ratio = median(costs.busy, 'cpuUs') / median(costs.fresh, 'cpuUs')
  const slower = median(costs.busy, 'ms') / median(costs.fresh, 'ms')
  console.log(`busy / fresh: ${ratio.toFixed(2)} CPU, ${slower.toFixed(2)} time`)
  await server.end('SIGTERM')
  if (ratio > 1.5) process.exitCode = 1
}

async function phase(server, count, run) {
  const cpuBefore = server.cpuMs()
  const times = []
  let left = count
  const lane = async () => {
    while (left-- > 0) {
      times.push(await time(run))
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  const ms = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
  return { cpuUs: ((server.cpuMs() - cpuBefore) * 1000) / count, ms }
}

function median(list, name) {
  return list.map((one) => one[name]).toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
}
