import { type Accuracy, accuracyOf } from './metrics/accuracy'
import { type BCubed, bCubedOf } from './metrics/b-cubed'
import { type Calibration, calibrationOf } from './metrics/calibration'
import type { Outcome } from './metrics/outcome'
import { type Tracking, trackingOf } from './metrics/tracking'
import type { Run, VisitClass } from './run-world'

export interface Report {
  readonly linker: string
  readonly accuracy: Accuracy
  readonly bCubed: BCubed
  readonly tracking: Tracking
  readonly calibration?: Calibration
  readonly byClass: Readonly<Record<string, Accuracy>>
  readonly seconds: number
}

/** The classes that are reported on their own. A visit may be in several. */
const classes: Readonly<Record<string, (one: VisitClass) => boolean>> = {
  Windows: ({ browser }) => browser.row.os === 'Windows',
  macOS: ({ browser }) => browser.row.os === 'macOS',
  Linux: ({ browser }) => browser.row.os === 'Linux' || browser.row.os === 'ChromeOS',
  Android: ({ browser }) => browser.row.os === 'Android',
  iOS: ({ browser }) => browser.row.os === 'iOS',
  Firefox: ({ browser }) => browser.family === 'gecko',
  incognito: ({ isIncognito }) => isIncognito,
  Brave: ({ browser }) => browser.hiding === 'brave',
  'Firefox RFP': ({ browser }) => browser.hiding === 'rfp',
  'Safari private': ({ browser, isIncognito }) => isIncognito && browser.family === 'webkit',
  fleet: ({ browser }) => browser.group === 'fleet',
  household: ({ browser }) => browser.group === 'household',
}

export function toReport({ linker, outcomes, classes: kinds, seconds }: Run): Report {
  const byClass: Record<string, Accuracy> = {}
  for (const [name, isIn] of Object.entries(classes)) {
    const inside = outcomes.filter((_, index) => {
      const kind = kinds[index]
      return kind !== undefined && isIn(kind)
    })
    if (inside.length > 0) byClass[name] = accuracyOf(inside)
  }
  const calibration = calibrationOf(outcomes)
  return {
    linker,
    accuracy: accuracyOf(outcomes),
    bCubed: bCubedOf(outcomes),
    tracking: trackingOf(outcomes),
    ...(calibration && { calibration }),
    byClass,
    seconds,
  }
}

/** Reports of the same linker on several seeds become one over all visits. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const names = [...new Set(runs.map(({ linker }) => linker))]
  return names.map((linker) => {
    const own = runs.filter((run) => run.linker === linker)
    return {
      linker,
      outcomes: own.flatMap(({ outcomes }, world) => outcomes.map((one) => inWorld(one, world))),
      classes: own.flatMap((run) => run.classes),
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    }
  })
}

/** Browsers and ids of different worlds are different. */
function inWorld(outcome: Outcome, world: number): Outcome {
  return { ...outcome, browser: outcome.browser + world * 1e6, id: `${world}/${outcome.id}` }
}
