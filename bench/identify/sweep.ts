/**
 * `npm run bench:identify-sweep`: how our figures move with the shares that no source gives:
 * machines of fleets, households, people behind few addresses. Without tokens; all else equal.
 *
 *     npm run bench:identify-sweep -- [--seed 1001] [--browsers 500] [--days 120]
 */
import { parseArgs } from 'node:util'
import { type Report, toReport } from './report'
import { runWorld } from './run-world'
import { lines } from './table'
import { defaultShares, type WorldShares } from './world-parameters'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1001' },
    browsers: { type: 'string', default: '500' },
    days: { type: 'string', default: '120' },
  },
})
const world = {
  seed: Number(options.seed),
  browsers: Number(options.browsers),
  days: Number(options.days),
}

const sweeps: readonly (readonly [keyof WorldShares, readonly number[]])[] = [
  ['fleetShare', [0, 0.03, 0.1, 0.3]],
  ['householdShare', [0, 0.4, 0.8]],
  ['sharedAddressShare', [0, 0.02, 0.1, 0.3]],
]

const rows: string[][] = []
for (const [name, shares] of sweeps) {
  for (const share of shares) {
    const [ours] = await runWorld(
      { ...world, shares: { ...defaultShares, [name]: share } },
      'stateless',
      'ours',
    )
    if (!ours) throw new Error('no run')
    rows.push([`${name} ${share}`, ...cells(toReport(ours))])
  }
}
console.log(`stateless: ${world.browsers} browsers, ${world.days} days, seed ${world.seed}`)
console.log(
  lines([
    ['', 'strictAcc', 'strictRec', 'linkPrec', '1st merges', '/oracle', 'ids', 'B3 F1', 'ECE'],
    ...rows,
  ]),
)

function cells({ accuracy, tracking, bCubed, calibration }: Report): string[] {
  return [
    accuracy.strictAccuracy,
    accuracy.strictRecall,
    accuracy.linkPrecision,
    accuracy.firstVisitFalseMergeRate,
    tracking.chainShare,
    tracking.idsPerBrowser,
    bCubed.f1,
    calibration?.ece ?? Number.NaN,
  ].map((value) => value.toFixed(3))
}
