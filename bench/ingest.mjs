// `npm run bench:ingest`: acknowledged identifications a second on one core, and the waiting times
// at a steady 500 a second, on a database that already holds 100,000 events.
import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createInstallation, startServer } from '../tools/server-process.mjs'
import { preload } from './preload.mjs'

const devices = Number(process.env.BENCH_DEVICES ?? 25_000)
const visitsEach = 4
const seconds = Number(process.env.BENCH_SECONDS ?? 20)

const installation = createInstallation()
try {
  // The first start provisions the workspace that the preload writes into.
  await (await startServer(installation)).end('SIGTERM')
  const startedAt = performance.now()
  const databaseUrl = `sqlite:${installation.databasePath}`
  const events = await preload({ databaseUrl, devices, visitsEach })
  const preloadSeconds = (performance.now() - startedAt) / 1000
  console.log(`preloaded ${events} events of ${devices} devices in ${preloadSeconds.toFixed(1)} s`)
  await measure()
} finally {
  installation.remove()
}

async function measure() {
  const server = await startServer(installation, { core: 0 })
  console.log(
    `server: Node ${process.versions.node}, SQLite with synchronous=FULL, all threads on core 0 of ` +
      `${cpus().length} (${cpus()[0]?.model}); limits off; ready in ${server.readyMs} ms`,
  )
  console.log('load: another process on core 1; 70 % with token, 20 % known without, 10 % new')
  const phases = [
    { kind: 'warm', devices: Math.min(3_000, devices), lanes: 32 },
    { kind: 'closed', seconds, lanes: 32 },
    { kind: 'open', seconds, perSecond: 500 },
  ]
  let walBytesMax = 0
  const watch = setInterval(() => {
    walBytesMax = Math.max(walBytesMax, server.walBytes())
  }, 100)
  let cpuBefore = server.cpuMs()
  await generate(
    { endpoint: server.endpoint, key: installation.publicKey, known: devices, phases },
    (line) => {
      const cpuMs = server.cpuMs() - cpuBefore
      print(line, cpuMs)
      cpuBefore = server.cpuMs()
    },
  )
  clearInterval(watch)
  console.log(`largest write-ahead log: ${(walBytesMax / 1e6).toFixed(1)} MB`)
  const code = await server.end('SIGTERM')
  console.log(`server ended with ${code}`)
  if (code !== 0) process.exitCode = 1
}

function print({ phase, seconds, sent, failed, asExpected, p50, p99 }, cpuMs) {
  const name =
    phase.kind === 'open'
      ? `open loop ${phase.perSecond}/s`
      : `${phase.kind} loop, ${phase.lanes} at once`
  const share = ((100 * asExpected) / Math.max(1, sent)).toFixed(1)
  console.log(
    `${name}: ${(sent / seconds).toFixed(0)} acknowledged/s, ` +
      `${((cpuMs * 1000) / Math.max(1, sent)).toFixed(0)} us CPU each, ` +
      `p50 ${p50?.toFixed(1)} ms, p99 ${p99?.toFixed(1)} ms, ` +
      `${sent} sent, ${failed} failed, ${share} % recognised as they should be`,
  )
  if (failed > 0 || sent === 0) process.exitCode = 1
}

/** Runs the load generator on core 1 and hears of each phase. */
async function generate(orders, onPhase) {
  const script = fileURLToPath(new URL('load.mjs', import.meta.url))
  const pin = cpus().length > 1 ? ['taskset', '-c', '1'] : []
  const [program, ...args] = [...pin, process.execPath, script, JSON.stringify(orders)]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for await (const text of createInterface({ input: child.stdout })) {
    onPhase(JSON.parse(text))
    child.stdin.write('\n')
  }
  const code = await ended
  if (code !== 0) throw new Error(`the load generator ended with ${code}`)
}
