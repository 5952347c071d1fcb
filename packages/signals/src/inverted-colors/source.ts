import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** `undefined` in Chromium 156 and Firefox 153, which do not know the media feature. */
export const invertedColors = defineSource('invertedColors', () => {
  const state = matchFirst('inverted-colors', ['inverted', 'none'])
  return state && state === 'inverted'
})
