// The load generator: a process of its own. Reads its orders as JSON from the command line, writes
// one JSON line for each finished phase.
import { setTimeout as sleep } from 'node:timers/promises'
import { createSender } from './visitor.mjs'

const { endpoint, key, known, phases } = JSON.parse(process.argv[2] ?? '{}')
const sender = createSender({ endpoint, key, sockets: 256 })
const withToken = []
let nextNew = 10_000_000

for (const phase of phases) {
  const results = { ms: [], failed: 0, asExpected: 0 }
  const startedAt = performance.now()
  await { warm, closed, open }[phase.kind](phase, results)
  const seconds = (performance.now() - startedAt) / 1000
  const { ms, failed, asExpected } = results
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  const line = { phase, seconds, sent: ms.length, failed, asExpected, p50: at(0.5), p99: at(0.99) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  // The parent reads the server's CPU clock in between.
  await new Promise((resolve) => process.stdin.once('data', resolve))
}
sender.close()
process.exit(0)

/** Known devices come once, so that they carry a token afterwards. */
async function warm({ devices, lanes }, results) {
  let next = 0
  await inLanes(
    lanes,
    () => next < devices,
    async () => {
      const index = next++
      await visit({ index, useToken: false, expectsFound: true }, results)
      withToken.push(index)
    },
  )
}

/** As fast as the answers come. */
async function closed({ seconds, lanes }, results) {
  const until = performance.now() + seconds * 1000
  await inLanes(
    lanes,
    () => performance.now() < until,
    () => visit(drawVisit(), results),
  )
}

/** At a fixed rate, whether answers come or not; latency counts from the planned moment. */
async function open({ seconds, perSecond }, results) {
  const startedAt = performance.now()
  const running = new Set()
  for (let number = 0; number < seconds * perSecond; number++) {
    const plannedAt = startedAt + (number * 1000) / perSecond
    const aheadMs = plannedAt - performance.now()
    if (aheadMs > 0) await sleep(aheadMs)
    const one = visit(drawVisit(), results, plannedAt).finally(() => running.delete(one))
    running.add(one)
  }
  await Promise.all(running)
}

/** 70 % come with their token, 20 % are known but lost it, 10 % are new. */
function drawVisit() {
  const dice = Math.random()
  if (dice < 0.7) {
    const index = withToken[Math.floor(Math.random() * withToken.length)]
    return { index, useToken: true, expectsFound: true }
  }
  if (dice < 0.9) {
    return { index: Math.floor(Math.random() * known), useToken: false, expectsFound: true }
  }
  return { index: nextNew++, useToken: false, expectsFound: false }
}

async function visit({ index, useToken, expectsFound }, results, plannedAt) {
  const visit = await sender.prepare(index, { withToken: useToken })
  const sentAt = plannedAt ?? performance.now()
  const { status, json } = await sender.send(visit)
  if (status !== 200) {
    results.failed++
    results.lastError = json
    return
  }
  results.ms.push(performance.now() - sentAt)
  if (json.visitorFound === expectsFound) results.asExpected++
}

async function inLanes(lanes, goesOn, run) {
  const lane = async () => {
    while (goesOn()) await run()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
