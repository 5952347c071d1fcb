import type { NetworkFacts } from '@whorl/core'
import type { Readings } from '@whorl/wire'
import { worldParameters } from '../world-parameters'
import { type BuildPart, dayMs, type Family, familyOf, planUpdates } from './calendar'
import { createDraw, type Draw } from './draw'
import type { Machine, MachineState } from './machine'
import type { Person, PersonState } from './person'
import type { ScreenRow } from './row'
import { planVisits } from './visit-times'
import type { Whereabouts } from './whereabouts'

const { privacy, incognito, screens, storage } = worldParameters

/** How a browser hides: decides which values are noise. */
export type Hiding = 'none' | 'brave' | 'rfp'

/** One installed browser: the thing that has one true identity. */
export interface SimBrowser {
  readonly index: number
  readonly row: ScreenRow
  readonly family: Family
  readonly hiding: Hiding
  /** Comes once or twice and is not scored. */
  readonly isCrowd: boolean
  readonly group: 'fleet' | 'household' | 'single'
  readonly times: readonly number[]
  /** Everything that a visit at this time shows. Times never run backwards. */
  snapshotAt(at: number): Snapshot
}

/** All causes of a visit's values at one moment. */
export interface Snapshot {
  readonly browser: SimBrowser
  readonly at: number
  readonly major: number
  readonly machine: MachineState
  readonly person: PersonState
  readonly ip: string
  readonly isIncognito: boolean
  /** The storage was emptied since the last visit. */
  readonly isCleared: boolean
  /** Page zoom, 1 without. */
  readonly zoom: number
  /** One for each start of a browser that draws new noise with it. */
  readonly session: number
  /** For what is drawn anew on every visit. */
  readonly draw: Draw
}

/** A visit as the server sees it, and what the truth is. */
export interface Visit {
  readonly snapshot: Snapshot
  readonly readings: Readings
  readonly network: NetworkFacts
}

/** Counts the releases up to a major that changed a part. */
export type Builds = (family: Family, major: number, part: BuildPart) => number

export interface BrowserOptions {
  readonly index: number
  readonly seed: string
  readonly row: ScreenRow
  readonly machine: Machine
  readonly person: Person
  readonly whereabouts: Whereabouts
  readonly group: SimBrowser['group']
  /** Machines of one fleet get their updates together: equal names, equal plans. */
  readonly updatesAs?: string
  readonly isCrowd: boolean
  readonly startsAt: number
  readonly endsAt: number
}

export function createBrowser(options: BrowserOptions): SimBrowser {
  const { index, row, machine, person, whereabouts, isCrowd, group, startsAt, endsAt } = options
  const draw = createDraw(`${options.seed}/browser/${index}`)
  const updates = planUpdates(
    row,
    createDraw(`${options.seed}/updates/${options.updatesAs ?? index}`),
    endsAt,
    options.updatesAs === undefined ? undefined : draw.fork('relaunch'),
  )
  const planned = planVisits(draw.fork('visits'), startsAt, endsAt)
  const hidesAway = draw.chance(incognito.userShare)
  const clears = draw.chance(storage.clearerShare)
  const clearMs = storage.clearEveryDays * dayMs
  const zooms = draw.chance(screens.zoomShare)
  let zoom = 1
  let session = 0
  let lastAt: number | undefined
  const browser: SimBrowser = {
    index,
    row,
    family: familyOf(row),
    hiding: hidingOf(row, draw),
    isCrowd,
    group,
    times: isCrowd ? planned.slice(0, draw.chance(0.3) ? 2 : 1) : planned,
    snapshotAt(at) {
      const visit = draw.fork(`at/${at}`)
      const isIncognito = hidesAway && visit.chance(incognito.visitShare)
      const gapMs = lastAt === undefined ? 0 : at - lastAt
      const isCleared = clears && visit.chance(1 - Math.exp(-gapMs / clearMs))
      if (zooms && visit.chance(screens.zoomChange))
        zoom = visit.pick([0.8, 0.9, 1, 1.1, 1.25, 1.5])
      if (visit.chance(privacy.braveNewSession)) session++
      lastAt = at
      const people = person.stateAt(at, visit)
      const { trip } = people
      return {
        browser,
        at,
        major: updates.majorAt(at),
        machine: machine.stateAt(at, visit),
        person: people,
        ip: whereabouts.addressAt({ at, ...(trip !== undefined && { trip }) }, visit),
        isIncognito,
        isCleared,
        zoom,
        session,
        draw: visit,
      }
    },
  }
  return browser
}

function hidingOf({ engine, browser, os }: ScreenRow, draw: Draw): Hiding {
  const number = draw.number()
  if (engine === 'gecko' && os !== 'Android' && number < privacy.rfpShare) return 'rfp'
  const isChrome = browser === 'Chrome' && engine === 'blink' && os !== 'ChromeOS'
  return isChrome && number < privacy.braveShare ? 'brave' : 'none'
}
