// Measures the tables of one folder in this process, and prints one line of JSON.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { decodeRangeTable, openNetworkData, parseIp } from '@whorl/enrich'

const [, , folder, lookups] = process.argv
const refreshRounds = 8

/** In MB; freed memory is given back first. */
function resident() {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().rss / 1024 / 1024
}

let state = 7
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 0x1_0000_0000
}

/** Four in five of IPv4, spread over what is in use. */
function randomAddress() {
  const part = (count) => Math.floor(random() * count)
  if (random() < 0.8) return `${1 + part(222)}.${part(256)}.${part(256)}.${part(256)}`
  const group = () => part(65_536).toString(16)
  return `2${(0x400 + part(0x800)).toString(16)}:${group()}:${group()}:${group()}::${group()}`
}

const complaints = []
const data = openNetworkData({ folder, complain: (sentence) => complaints.push(sentence) })
const before = resident()
const stall = monitorEventLoopDelay({ resolution: 1 })
stall.enable()
const startedAt = performance.now()
await data.refresh()
const loadSeconds = (performance.now() - startedAt) / 1000
// The monitor notices a stop at its next tick.
await new Promise((resolve) => setTimeout(resolve, 5))
stall.disable()
const megabytes = resident() - before
if (complaints.length > 0) throw new Error(complaints.join('\n'))

const addresses = Array.from({ length: Number(lookups) }, randomAddress)
const timeAll = () =>
  addresses.map((address) => {
    const at = performance.now()
    data.find(address)
    return performance.now() - at
  })
timeAll()
const wholeAt = performance.now()
for (const address of addresses) data.find(address)
const wholeMs = performance.now() - wholeAt
const sorted = timeAll().sort((one, other) => one - other)
const at = (share) => sorted[Math.floor(sorted.length * share)]

console.log(
  JSON.stringify({
    sources: data.sources(),
    loadSeconds,
    loadStallMs: stall.max / 1e6,
    megabytes,
    lookups: {
      p50: at(0.5),
      p99: at(0.99),
      max: sorted.at(-1),
      perSecond: Math.round((addresses.length / wholeMs) * 1000),
    },
    oneLayerMs: timeOneLayer(),
    refresh: await refreshUnderLoad(),
    addresses: addresses.slice(0, 100_000),
  }),
)

/** The place alone, as text: what a plain reader of another format is compared with. */
function timeOneLayer() {
  const path = join(folder, 'geo.whorl')
  if (!existsSync(path)) return undefined
  const table = decodeRangeTable(readFileSync(path))
  for (const address of addresses) table.find(parseIp(address))
  const from = performance.now()
  for (const address of addresses) table.find(parseIp(address))
  return (performance.now() - from) / addresses.length
}

/** Files are replaced all the time while addresses are asked for; each must answer as before. */
async function refreshUnderLoad() {
  const live = mkdtempSync(join(tmpdir(), 'whorl-refresh-'))
  const files = readdirSync(folder).filter((file) => file.endsWith('.whorl'))
  const put = (file) => {
    cpSync(join(folder, file), join(live, `${file}.new`))
    renameSync(join(live, `${file}.new`), join(live, file))
  }
  files.forEach(put)
  data.close()
  const fresh = openNetworkData({ folder: live, complain: (sentence) => complaints.push(sentence) })
  await fresh.refresh()
  const probes = addresses.slice(0, 2000)
  const expected = probes.map((address) => JSON.stringify(fresh.find(address)))
  let isRunning = true
  let asked = 0
  let failed = 0
  let most = 0
  const looking = (async () => {
    while (isRunning) {
      for (let turn = 0; turn < 50; turn++) {
        const index = asked++ % probes.length
        if (JSON.stringify(fresh.find(probes[index])) !== expected[index]) failed++
      }
      most = Math.max(most, process.memoryUsage().rss / 1024 / 1024)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  for (let round = 0; round < refreshRounds; round++) {
    files.forEach(put)
    await fresh.refresh()
  }
  isRunning = false
  await looking
  fresh.close()
  rmSync(live, { recursive: true })
  failed += complaints.length
  return { rounds: refreshRounds, asked, failed, megabytes: Math.round(most) }
}
