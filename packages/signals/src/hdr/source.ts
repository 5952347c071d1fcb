import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** `undefined` where the browser does not know the media feature. */
export const hdr = defineSource('hdr', () => {
  const range = matchFirst('dynamic-range', ['high', 'standard'])
  return range && range === 'high'
})
