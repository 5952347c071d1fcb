import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** `undefined` where the browser does not know the media feature. */
export const forcedColors = defineSource('forcedColors', () => {
  const state = matchFirst('forced-colors', ['active', 'none'])
  return state && state === 'active'
})
