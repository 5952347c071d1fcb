import { nextTask } from '../browser/next-task'
import { defineSource } from '../define'

const stepsWanted = 3
const patienceMs = 60

/**
 * Smallest of a few steps of the clock in milliseconds: 0.1 in Chromium 156, 1 in Firefox 153,
 * 16.7 there with resistFingerprinting. Late, and between tasks: it never blocks the page.
 */
export const timerStep = defineSource(
  'timerStep',
  async () => {
    const startedAt = performance.now()
    let last = startedAt
    let smallest = Number.POSITIVE_INFINITY
    let steps = 0
    while (steps < stepsWanted && Date.now() - performance.timeOrigin - startedAt < patienceMs) {
      const now = performance.now()
      if (now > last) {
        smallest = Math.min(smallest, now - last)
        steps++
        last = now
      }
      await nextTask()
    }
    return steps === 0 ? undefined : Math.round(smallest * 1000) / 1000
  },
  { stage: 'late', timeoutMs: 500 },
)
