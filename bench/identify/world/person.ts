import { worldParameters } from '../world-parameters'
import { dayMs } from './calendar'
import type { Draw } from './draw'
import type { Row } from './row'
import { createTimer } from './timer'

const { person } = worldParameters

export interface PersonState {
  readonly timezone: string
  readonly languages: readonly string[]
  readonly prefersDark: boolean
  readonly reducedMotion: boolean
  readonly contrast: number
  /** Number of the trip on which the person is. */
  readonly trip?: number
}

/** Whoever uses a browser: where the clock stands, which languages, which settings. */
export interface Person {
  /** Times never run backwards. */
  stateAt(at: number, draw: Draw): PersonState
}

export interface PersonOptions {
  readonly row: Row
  readonly draw: Draw
  readonly startsAt: number
  readonly endsAt: number
  /** Rows to take foreign zones and languages from. */
  readonly others: readonly Row[]
}

export function createPerson({ row, draw, startsAt, endsAt, others }: PersonOptions): Person {
  const trips = draw.chance(person.travellerShare) ? planTrips(draw, startsAt, endsAt, others) : []
  const timers = {
    language: createTimer(draw, person.languageChangeEveryDays, startsAt),
    preference: createTimer(draw, person.preferenceEveryDays, startsAt),
  }
  const second = draw.chance(person.languageTogglerShare) ? draw.pick(others).languages : undefined
  const darkByHour = draw.chance(person.darkByHourShare)
  const state = {
    languages: row.languages,
    reducedMotion: row.prefs.reducedMotion,
    contrast: row.prefs.contrast,
  }
  return {
    stateAt(at, visit) {
      if (timers.language.fires(at) > 0) state.languages = [...state.languages, 'en-AU'].slice(-3)
      if (timers.preference.fires(at) > 0) state.reducedMotion = !state.reducedMotion
      const trip = trips.findIndex(({ from, to }) => from <= at && at < to)
      const hour = new Date(at).getUTCHours()
      return {
        ...state,
        languages: second && visit.chance(0.5) ? second : state.languages,
        timezone: trips[trip]?.timezone ?? row.timezone,
        prefersDark: darkByHour ? hour < 7 || hour > 18 : row.prefs.dark,
        ...(trip >= 0 && { trip }),
      }
    },
  }
}

interface Trip {
  readonly from: number
  readonly to: number
  readonly timezone?: string
}

function planTrips(draw: Draw, startsAt: number, endsAt: number, others: readonly Row[]): Trip[] {
  const trips: Trip[] = []
  let at = startsAt
  for (;;) {
    const from = at + draw.exponential(person.tripEveryDays) * dayMs
    if (from > endsAt) return trips
    const to = from + (1 + draw.exponential(person.tripDays - 1)) * dayMs
    const isFar = draw.chance(person.tripZoneShare)
    trips.push({ from, to, ...(isFar && { timezone: draw.pick(others).timezone }) })
    at = to
  }
}
