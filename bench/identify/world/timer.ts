import { dayMs } from './calendar'
import type { Draw } from './draw'

/** Something that happens now and then. Asked with times that never run backwards. */
export interface Timer {
  /** How often it happened since it was last asked. */
  fires(at: number): number
}

export function createTimer(draw: Draw, everyDays: number, startsAt: number): Timer {
  let next = startsAt + draw.exponential(everyDays) * dayMs
  return {
    fires(at) {
      let count = 0
      while (next <= at) {
        count++
        next += draw.exponential(everyDays) * dayMs
      }
      return count
    },
  }
}

export const never: Timer = { fires: () => 0 }
