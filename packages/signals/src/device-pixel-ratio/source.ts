import { matches } from '../browser/media'
import { defineSource } from '../define'

const tolerance = 0.01

/** An overridden ratio contradicts the media query. */
export const devicePixelRatio = defineSource('devicePixelRatio', () => {
  const ratio = window.devicePixelRatio
  if (!(ratio > 0)) return undefined
  const low = `min-resolution: ${ratio - tolerance}dppx`
  const high = `max-resolution: ${ratio + tolerance}dppx`
  return { ratio, matchesMedia: matches(low) && matches(high) }
})
