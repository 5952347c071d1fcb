import { worldParameters } from '../world-parameters'
import type { Draw } from './draw'
import { createDraw } from './draw'
import type { Row } from './row'

export type Family = 'chromium' | 'gecko' | 'webkit'

export const dayMs = 86_400_000

const { calendar, adoption, fleets, release } = worldParameters

/** What one release of an engine may change. */
export type BuildPart = keyof typeof release

export function familyOf({ engine }: Pick<Row, 'engine'>): Family {
  return engine === 'blink' ? 'chromium' : engine
}

/** One browser's way through the releases. */
export interface UpdatePlan {
  /** The release number that this browser runs at a time; grows by one with each release. */
  majorAt(at: number): number
}

/**
 * Plans when a browser takes each release. Browsers far behind on the day of the rows stay there.
 *
 * @param draw the browser's own; machines of one fleet share it, because their updates are managed
 * @param relaunch of a machine of a fleet: when it starts the browser again, which is its own
 */
export function planUpdates(row: Row, draw: Draw, until: number, relaunch?: Draw): UpdatePlan {
  const family = familyOf(row)
  const { major: first, releasedAt, everyDays } = calendar[family]
  const behind = Math.max(0, calendar.rowsNewest[family] - row.major)
  if (behind > calendar.frozenBehindMajors) return { majorAt: () => row.major }
  const { median, sigma } = adoption[family]
  const slowness = draw.logNormal(1, 0.5) * (1 + behind)
  const taken: { major: number; at: number }[] = []
  for (let count = 0; ; count++) {
    const offered = releasedAt + count * everyDays * dayMs
    if (offered > until) break
    const delays = [
      draw.logNormal(median * slowness, sigma),
      relaunch?.logNormal(fleets.relaunch.median, fleets.relaunch.sigma) ?? 0,
    ]
    const at = delays.reduce((sum, days) => sum + days * dayMs, offered)
    taken.push({ major: first + count, at })
  }
  const start = first - 1 - behind
  return {
    majorAt(at) {
      let major = start
      for (const step of taken) if (step.at <= at) major = Math.max(major, step.major)
      return major
    },
  }
}

/**
 * How many releases up to this one changed a part: equal counts draw alike. The releases are drawn
 * once for the world, so that all machines of a class change together.
 */
export function createBuilds(
  seed: string,
): (family: Family, major: number, part: BuildPart) => number {
  const known = new Map<string, number>()
  return (family, major, part) => {
    const key = `${family}/${major}/${part}`
    const before = known.get(key)
    if (before !== undefined) return before
    let count = 0
    for (let past = calendar.rowsNewest[family] + 1; past <= major; past++) {
      if (createDraw(`${seed}/${family}/${past}/${part}`).chance(release[part])) count++
    }
    known.set(key, count)
    return count
  }
}
