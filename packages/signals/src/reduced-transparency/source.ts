import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** `undefined` where the browser does not know the media feature. */
export const reducedTransparency = defineSource('reducedTransparency', () => {
  const state = matchFirst('prefers-reduced-transparency', ['reduce', 'no-preference'])
  return state && state === 'reduce'
})
