/**
 * `npm run bench:identify`: how well browsers are recognised over months, beside baselines.
 *
 *     npm run bench:identify -- [--seed 1,2] [--browsers 1000] [--days 180] [--mode stateless,cookies]
 *       [--only ours|baselines] [--quick] [--json] [--rows file] [--plain] [--explain]
 *       [--stretch 1] [--fleet-share 0.03] [--household-share 0.4] [--shared-address-share 0.02]
 *
 * Seeds below 1000 are for tuning, others for reporting: they draw from different rows. `--quick`:
 * 200 browsers, 60 days. `--stretch`: a world whose rates are others. `--plain`: only the signals that the rows hold. `--explain`: kinds of
 * errors, and what had changed on those visits.
 */
import { parseArgs } from 'node:util'
import { errorTable } from './explain'
import { type Mode, modes } from './jar'
import { joinRuns, type Report, toReport } from './report'
import { type Contest, type Run, runWorld } from './run-world'
import { stretchWorld } from './stretch'
import { classTable, linkerTable } from './table'
import { defaultShares } from './world-parameters'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    browsers: { type: 'string' },
    days: { type: 'string' },
    mode: { type: 'string', default: modes.join() },
    only: { type: 'string', default: 'all' },
    rows: { type: 'string' },
    'fleet-share': { type: 'string', default: String(defaultShares.fleetShare) },
    'household-share': { type: 'string', default: String(defaultShares.householdShare) },
    'shared-address-share': { type: 'string', default: String(defaultShares.sharedAddressShare) },
    stretch: { type: 'string' },
    plain: { type: 'boolean', default: false },
    explain: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

if (options.stretch !== undefined) stretchWorld(numberOf(options.stretch, 'stretch'))
const world = {
  browsers: numberOf(options.browsers ?? (options.quick ? '200' : '1000'), 'browsers'),
  days: numberOf(options.days ?? (options.quick ? '60' : '180'), 'days'),
  shares: {
    fleetShare: numberOf(options['fleet-share'], 'fleet-share'),
    householdShare: numberOf(options['household-share'], 'household-share'),
    sharedAddressShare: numberOf(options['shared-address-share'], 'shared-address-share'),
  },
  isPlain: options.plain,
  ...(options.rows !== undefined && { rowsPath: options.rows }),
}
const seeds = options.seed.split(',').map((text) => numberOf(text, 'seed'))

const results: { mode: Mode; reports: Report[] }[] = []
for (const mode of options.mode.split(',').map(modeOf)) {
  const runs: Run[] = []
  for (const seed of seeds) runs.push(...(await runWorld({ ...world, seed }, mode, contestOf())))
  const joined = joinRuns(runs)
  const reports = joined.map(toReport)
  results.push({ mode, reports })
  if (options.json) continue
  print(mode, reports)
  if (options.explain) printErrors(joined)
}
if (options.json) console.log(JSON.stringify({ world, seeds, results }, undefined, 2))

function print(mode: Mode, reports: readonly Report[]): void {
  const [first] = reports
  if (!first) return
  const { browsers, visits } = first.accuracy
  console.log(
    `\n${mode}: ${browsers} browsers, ${visits} visits, ${world.days} days, seed ${options.seed}`,
  )
  console.log(linkerTable(reports))
  console.log(`\n${first.linker} by class`)
  console.log(classTable(first))
}

function printErrors([first]: readonly Run[]): void {
  if (!first) return
  console.log(`\nerrors of ${first.linker}`)
  console.log(errorTable(first))
}

function modeOf(text: string): Mode {
  const mode = modes.find((one) => one === text)
  if (!mode) throw new Error(`--mode knows ${modes.join(', ')}, not ${text}`)
  return mode
}

function contestOf(): Contest {
  const { only } = options
  if (only === 'all' || only === 'ours' || only === 'baselines') return only
  throw new Error('--only knows all, ours and baselines')
}

function numberOf(text: string, name: string): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new Error(`--${name} wants a number, not ${text}`)
  }
  return number
}
