// `npm run bench:identify-scale`: what looking a visit up costs as the visitors grow: asking the
// store for its history and identifying, nothing recorded.
//
//     npm run bench:identify-scale -- [--sizes 1000,10000,100000] [--lookups 2000] [--seen 100000]
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openDrive } from './drive'
import { toDriven } from './ours'
import { createLargePopulation, type Newcomer } from './world/large-population'

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    lookups: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string' },
    // How many visitors come as in production; the others are only put into the store.
    seen: { type: 'string', default: '100000' },
  },
})

const sizes = options.sizes.split(',').map(Number)
const lookups = Number(options.lookups)
const seen = Number(options.seen)
const returnEvery = 4
const addedAtOnce = 200
/** Every how many visitors one is remembered, for the size that is being reached. */
let everyKept = 1
const population = createLargePopulation({
  seed: Number(options.seed),
  ...(options.rows !== undefined && { rowsPath: options.rows }),
})
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const drive = await openDrive(`scale/${options.seed}`)
const titles = [
  'visitors',
  'known p50',
  'p99',
  'new p50',
  'p99 ms',
  'right',
  'heap MB',
  'db MB',
  'fill/s',
]
/** Printed as they are measured: the last one takes long. */
const printRow = (cells: readonly string[]) =>
  console.log(cells.map((cell) => cell.padStart(9)).join('  '))

console.log(`known: second visits without a token, 1 to 30 days later; ${lookups} look-ups each`)
printRow(titles)
const known: { newcomer: Newcomer; id: string }[] = []
try {
  let count = 0
  for (const size of sizes) {
    const startedAt = performance.now()
    const before = count
    everyKept = Math.ceil(size / lookups)
    while (count < size) {
      if (count < seen) await see(population.next(), count++)
      else count = await addMany(count, Math.min(size, count + addedAtOnce))
    }
    const perSecond = ((count - before) / (performance.now() - startedAt)) * 1_000
    printRow(await measure(size, perSecond))
  }
} finally {
  await drive.close()
}

async function see(newcomer: Newcomer, number: number): Promise<void> {
  const { visitorId } = await drive.see(toDriven(newcomer.first))
  // Some come back, so that returning is not unheard of.
  if (number % returnEvery === 0) await drive.see(toDriven(newcomer.again()))
  keep(newcomer, number, visitorId)
}

/** @returns the number of the next visitor */
async function addMany(from: number, to: number): Promise<number> {
  const newcomers = Array.from({ length: to - from }, () => population.next())
  const added = await Promise.all(newcomers.map(({ first }) => drive.add(toDriven(first))))
  for (const [index, { visitorId }] of added.entries()) {
    const newcomer = newcomers[index]
    if (newcomer) keep(newcomer, from + index, visitorId)
  }
  return to
}

/** Remembers some visitors, spread over all of them, to come again. */
function keep(newcomer: Newcomer, number: number, id: string): void {
  if (number % everyKept === 0) known.push({ newcomer, id })
}

async function measure(size: number, perSecond: number): Promise<string[]> {
  const knownMs: number[] = []
  const newMs: number[] = []
  let right = 0
  const step = Math.max(1, Math.floor(known.length / lookups))
  const again = known.filter((_, index) => index % step === 0).slice(0, lookups)
  for (const { newcomer, id } of again) {
    const visit = toDriven(newcomer.again())
    const { visitorId, ms } = await timed(visit)
    knownMs.push(ms)
    if (visitorId === id) right++
  }
  for (let number = 0; number < lookups; number++) {
    newMs.push((await timed(toDriven(population.next().first))).ms)
  }
  collectGarbage()
  return [
    String(size),
    ...[at(knownMs, 0.5), at(knownMs, 0.99), at(newMs, 0.5), at(newMs, 0.99)],
    (right / again.length).toFixed(3),
    (process.memoryUsage().heapUsed / 1e6).toFixed(0),
    ((await drive.databaseBytes()) / 1e6).toFixed(0),
    perSecond.toFixed(0),
  ]
}

async function timed(visit: ReturnType<typeof toDriven>) {
  const startedAt = performance.now()
  const { visitorId } = await drive.lookUp(visit)
  return { visitorId, ms: performance.now() - startedAt }
}

function at(ms: readonly number[], share: number): string {
  const sorted = ms.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return value.toFixed(2)
}
