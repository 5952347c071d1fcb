import type { Readings } from '@whorl/wire'

/** The value of one signal; `undefined` when it was not read, failed or does not exist there. */
export function readValue(readings: Readings, name: string): unknown {
  return Object.hasOwn(readings, name) ? readings[name]?.value : undefined
}
