import { matches } from '../browser/media'
import { defineSource } from '../define'

const depthMax = 64

/** Bits per pixel; `undefined` where the browser does not know the media feature. */
export const monochrome = defineSource('monochrome', () => {
  if (!matches('min-monochrome: 0')) return undefined
  let depth = 0
  while (depth < depthMax && matches(`min-monochrome: ${depth + 1}`)) depth++
  return depth
})
