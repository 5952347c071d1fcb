import { defaultShares, worldParameters } from '../world-parameters'
import type { SimBrowser, Visit } from './browser'
import { createBuilds, dayMs } from './calendar'
import { createDraw, type Draw } from './draw'
import { createPopulation } from './population'
import { readingsOf } from './readings'
import { createRequests } from './request'
import { readRows, type ScreenRow } from './row'
import { createRowSupply, type RowSupply } from './row-supply'

/** Somebody who comes for the first time, and may come again. */
export interface Newcomer {
  readonly first: Visit
  /** A later visit, 1 to 30 days after the last. */
  again(): Visit
}

export interface LargePopulation {
  next(): Newcomer
}

const batch = 500
const msBetween = 60_000

/**
 * Visitors without end. The rows are too few for that: each is mixed with the screen, fonts, zone
 * and language of others of the same system, so that single values stay as common as they are.
 */
export function createLargePopulation(options: {
  seed: number
  rowsPath?: string
}): LargePopulation {
  const name = `large/${options.seed}`
  const { startsAt } = worldParameters.calendar
  const supply = mixing(
    createRowSupply(readRows(options.seed, options.rowsPath), createDraw(`${name}/rows`)),
    createDraw(`${name}/mix`),
  )
  const builds = createBuilds(name)
  const network = createRequests()
  const gaps = createDraw(`${name}/gaps`)
  let waiting: SimBrowser[] = []
  let batches = 0
  let now: number = startsAt
  const visit = (browser: SimBrowser, at: number): Visit => {
    const snapshot = browser.snapshotAt(Math.floor(at))
    const readings = readingsOf(snapshot, builds)
    return { snapshot, readings, network: network(snapshot, readings) }
  }
  return {
    next() {
      if (waiting.length === 0) {
        waiting = createPopulation({
          ...{ seed: `${name}/${batches++}`, count: batch, shares: defaultShares, supply },
          ...{ startsAt: now, endsAt: now + 60 * dayMs },
        })
      }
      const browser = waiting.pop()
      if (!browser) throw new Error('an empty batch')
      now += msBetween
      let last = now
      return {
        first: visit(browser, now),
        again() {
          last += (1 + 29 * gaps.number()) * dayMs
          return visit(browser, last)
        },
      }
    },
  }
}

function mixing(supply: RowSupply, draw: Draw): RowSupply {
  const mixed = (row: ScreenRow): ScreenRow => {
    const other = () => draw.pick(supply.alike(row))
    const place = draw.pick(supply.rows)
    return {
      ...row,
      screen: draw.chance(0.5) ? other().screen : row.screen,
      fonts: draw.chance(0.5) ? other().fonts : row.fonts,
      timezone: place.timezone,
      languages: place.languages,
      country: place.country,
    }
  }
  return { ...supply, take: () => mixed(draw.pick(supply.rows)) }
}
