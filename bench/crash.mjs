// `npm run crash`: kill -9 five times under load. No acknowledged event may be lost, none doubled.
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '@whorl/store'
import { createInstallation, startServer } from '../tools/server-process.mjs'
import { createSender } from './visitor.mjs'

const kills = 5
const lanes = 16
const secondsEach = 3

const installation = createInstallation()
const failures = []
try {
  const { acknowledged, unanswered } = await killUnderLoad()
  await checkStored(acknowledged)
  if (unanswered > 0) failures.push(`${unanswered} sends were never answered`)
} finally {
  installation.remove()
}
for (const failure of failures) console.error(`FAIL ${failure}`)
console.log(failures.length === 0 ? 'nothing lost, nothing doubled' : 'the promise is broken')
process.exitCode = failures.length === 0 ? 0 : 1

async function killUnderLoad() {
  let server = await startServer(installation)
  const sender = createSender({
    endpoint: server.endpoint,
    key: installation.publicKey,
    sockets: lanes,
  })
  const state = { acknowledged: new Map(), unanswered: 0, retried: 0, isOpen: true, next: 0 }
  const load = Promise.all(Array.from({ length: lanes }, () => lane(sender, state)))
  let walBytesMax = 0
  const watch = setInterval(() => {
    walBytesMax = Math.max(walBytesMax, server.walBytes())
  }, 50)
  for (let kill = 1; kill <= kills; kill++) {
    await sleep(secondsEach * 1000)
    await server.end('SIGKILL')
    const before = state.acknowledged.size
    server = await startServer(installation)
    sender.moveTo(server.endpoint)
    console.log(
      `kill ${kill}: ${before} acknowledged so far, serving again after ${server.readyMs} ms`,
    )
  }
  await sleep(secondsEach * 1000)
  // A polite end under the same load: what is in flight is finished, then it exits with 0.
  const code = await server.end('SIGTERM')
  console.log(`SIGTERM under load: exit code ${code}`)
  if (code !== 0) failures.push(`SIGTERM under load ended with ${code}`)
  clearInterval(watch)
  // The last server answers those who were cut off.
  server = await startServer(installation)
  sender.moveTo(server.endpoint)
  state.isOpen = false
  await load
  console.log(
    `${state.acknowledged.size} events acknowledged, ${state.retried} of them after a retry`,
  )
  console.log(`largest write-ahead log: ${(walBytesMax / 1e6).toFixed(1)} MB`)
  if (walBytesMax > 256e6) failures.push('the write-ahead log grew over 256 MB')
  await checkReadable(server, [...state.acknowledged.values()])
  await server.end('SIGTERM')
  sender.close()
  return { acknowledged: state.acknowledged, unanswered: state.unanswered }
}

/** One visitor after another; every send is repeated with its mark until it is acknowledged. */
async function lane(sender, state) {
  while (state.isOpen) {
    const visit = await persist(() => sender.prepare(state.next++, { withToken: false }))
    let isRetry = false
    let wasRepeated = false
    const answer = await persist(async () => {
      const attempt = sender.send(visit, { isRetry })
      wasRepeated = isRetry
      isRetry = true
      const { status, json } = await attempt
      if (status >= 500) throw new Error(`status ${status}`)
      return { status, json }
    })
    if (wasRepeated) state.retried++
    if (answer.status !== 200) {
      failures.push(`a visit was refused: ${answer.status} ${JSON.stringify(answer.json)}`)
      state.unanswered++
      return
    }
    state.acknowledged.set(visit.nonce, answer.json.eventId)
  }
}

/** Tries until it works, at most a minute: as long as the server knows the retry mark. */
async function persist(run) {
  const until = Date.now() + 55_000
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (Date.now() > until) throw error
      await sleep(100)
    }
  }
}

async function checkReadable(server, eventIds) {
  let missing = 0
  for (const eventId of eventIds) {
    const reply = await fetch(`${server.endpoint}/v4/events/${eventId}`, {
      headers: { authorization: `Bearer ${installation.secretKey}` },
    })
    await reply.arrayBuffer()
    if (reply.status !== 200) missing++
  }
  console.log(`${eventIds.length - missing} of ${eventIds.length} acknowledged events are readable`)
  if (missing > 0) failures.push(`${missing} acknowledged events are lost`)
}

/** Every send was acknowledged in the end, so there are as many events as sends. */
async function checkStored(acknowledged) {
  const store = await openStore(`sqlite:${installation.databasePath}`, {
    tombstoneKey: Buffer.alloc(32),
  })
  try {
    const { workspaces } = await store.tenants.readAll()
    const stored = await store.events.count(workspaces[0]?.id ?? '')
    const distinct = new Set(acknowledged.values()).size
    console.log(
      `${stored} events stored, ${acknowledged.size} sends, ${distinct} distinct event ids`,
    )
    if (stored !== acknowledged.size) failures.push(`${stored - acknowledged.size} events too many`)
    if (distinct !== acknowledged.size) failures.push('two sends got one event')
  } finally {
    await store.close()
  }
}
