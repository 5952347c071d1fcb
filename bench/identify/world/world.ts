import { type WorldShares, worldParameters } from '../world-parameters'
import type { SimBrowser, Visit } from './browser'
import { createBuilds, dayMs } from './calendar'
import { createDraw } from './draw'
import { createPopulation } from './population'
import { plainReadings, readingsOf } from './readings'
import { createRequests } from './request'
import { readRows } from './row'
import { createRowSupply } from './row-supply'

export interface WorldOptions {
  readonly seed: number
  readonly browsers: number
  readonly days: number
  readonly shares: WorldShares
  /** JSON lines of another population. */
  readonly rowsPath?: string
  /** Only the signals that the rows hold. */
  readonly isPlain?: boolean
}

export interface World {
  readonly browsers: readonly SimBrowser[]
  /** All visits in the order of time. Can be run through once. */
  visits(): Generator<Visit>
}

/** A world that follows from its options alone. */
export function createWorld(options: WorldOptions): World {
  const { seed, browsers: count, days, shares, rowsPath, isPlain = false } = options
  const name = `world/${seed}`
  const { startsAt } = worldParameters.calendar
  const endsAt = startsAt + days * dayMs
  const supply = createRowSupply(readRows(seed, rowsPath), createDraw(`${name}/rows`))
  const browsers = createPopulation({ seed: name, count, shares, supply, startsAt, endsAt })
  const builds = createBuilds(name)
  const network = createRequests()
  const plan = browsers
    .flatMap((browser) => browser.times.map((at) => ({ at, browser })))
    .sort((a, b) => a.at - b.at || a.browser.index - b.browser.index)
  return {
    browsers,
    *visits() {
      for (const { at, browser } of plan) {
        const snapshot = browser.snapshotAt(at)
        const all = readingsOf(snapshot, builds)
        const readings = isPlain ? plainReadings(all) : all
        yield { snapshot, readings, network: network(snapshot, readings) }
      }
    },
  }
}
