import { defineSource } from '../define'

/** Not in the DOM library yet. */
interface Timely {
  Temporal?: { Now: { timeZoneId(): string } }
}

/**
 * By Temporal where there is one: the first `Intl.DateTimeFormat` of a page costs 40 to 70 ms, this 0.1
 * (Chromium 156). Firefox with resistFingerprinting says Atlantic/Reykjavik (checked in 153).
 */
export const timezone = defineSource('timezone', () => {
  const { Temporal } = globalThis as Timely
  return Temporal?.Now.timeZoneId() ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
})
