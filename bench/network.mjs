#!/usr/bin/env node
// How fast and how large the look-up of addresses is, with tables of the size of the free data.
// Usage: npm run bench:network -- [--data FOLDER] [--mmdb FILE] [--lookups N]
//   --data  measures the `*.whorl` files of a folder instead of synthetic ones
//   --mmdb  measures a plain reader of MaxMind's format on this file, for the ratio
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from '../tools/build.mjs'

const targets = { p99Ms: 1, loadSeconds: 2, megabytes: 150, liteMegabytes: 30 }
const here = (name) => fileURLToPath(new URL(`network/${name}`, import.meta.url))

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    mmdb: { type: 'string' },
    lookups: { type: 'string', default: '300000' },
  },
})

await build({ log: () => {} })
const folder = mkdtempSync(join(tmpdir(), 'whorl-bench-'))
try {
  if (options.data) {
    await measure(options.data, options.data, targets.megabytes)
  } else {
    console.log('tables: synthetic, of the size of DB-IP City Lite and of the list of networks')
    const made = run(here('make-tables.mjs'), folder)
    console.log(`written in ${made.seconds.toFixed(1)} s, ${made.megabytes} MB at most`)
    await measure('full', join(folder, 'full'), targets.megabytes)
    await measure('lite (countries and networks)', join(folder, 'lite'), targets.liteMegabytes)
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function measure(name, path, megabytesMax) {
  const got = run(here('measure.mjs'), path, options.lookups)
  console.log(
    `\n${name}: ${got.sources.map(({ file, rows }) => `${file} ${rows}`).join(', ')} rows`,
  )
  report('load', got.loadSeconds, 's', targets.loadSeconds)
  report('resident after load', got.megabytes, 'MB', megabytesMax)
  console.log(`  longest stop of the process while loading: ${got.loadStallMs.toFixed(0)} ms`)
  const { p50, p99, max, perSecond } = got.lookups
  console.log(`  one request, all layers: p50 ${us(p50)}, max ${us(max)}, ${perSecond} per second`)
  report('p99 of one request', p99, 'ms', targets.p99Ms)
  const { rounds, asked, failed } = got.refresh
  console.log(`  refreshing under load: ${rounds} times, ${asked} look-ups, ${failed} failed`)
  console.log(`  resident at most while refreshing: ${got.refresh.megabytes} MB`)
  if (failed > 0) process.exitCode = 1
  if (options.mmdb && existsSync(options.mmdb)) ratio(got.addresses, got.oneLayerMs)
}

function report(what, value, unit, limit) {
  const verdict = value < limit ? 'within' : 'OVER'
  console.log(`  ${what}: ${value.toFixed(3)} ${unit}, ${verdict} ${limit} ${unit}`)
}

function us(ms) {
  return `${(ms * 1000).toFixed(1)} us`
}

/** The same addresses, places only. The plain reader makes an object, ours a line of text. */
function ratio(addresses, ownMs) {
  if (ownMs === undefined) return
  const requireFromRoom = createRequire(new URL('../packages/enrich/package.json', import.meta.url))
  const { Reader } = requireFromRoom('mmdb-lib')
  const reader = new Reader(readFileSync(options.mmdb))
  const isV6 = reader.metadata.ipVersion === 6
  const asked = addresses.filter((address) => isV6 || !address.includes(':'))
  for (const address of asked) reader.get(address)
  const startedAt = performance.now()
  for (const address of asked) reader.get(address)
  const ms = (performance.now() - startedAt) / asked.length
  const times = (ms / ownMs).toFixed(1)
  console.log(`  places alone: ${us(ownMs)}; a plain mmdb reader ${us(ms)}, ${times} times ours`)
}

/** A process of its own, so that its memory is its own. The last line it prints is the result. */
function run(...args) {
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', ...args], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`)
  return JSON.parse(stdout.trim().split('\n').at(-1))
}
