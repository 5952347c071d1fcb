import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** The user's setting of the operating system. */
export const reducedMotion = defineSource('reducedMotion', () => {
  const state = matchFirst('prefers-reduced-motion', ['reduce', 'no-preference'])
  return state && state === 'reduce'
})
