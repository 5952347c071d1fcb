import { defineSource } from '../define'

/** In minutes east of UTC. */
export const timezoneOffset = defineSource('timezoneOffset', () => {
  const now = new Date()
  const year = now.getFullYear()
  return {
    now: minutesEast(now),
    january: minutesEast(new Date(year, 0, 1)),
    july: minutesEast(new Date(year, 6, 1)),
  }
})

// `|| 0` turns -0 into 0.
const minutesEast = (date: Date) => -date.getTimezoneOffset() || 0
