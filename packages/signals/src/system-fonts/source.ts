import { readFrame } from '../browser/frame-readings'
import { defineSource } from '../define'

/** Family, size and weight for each of the six CSS system fonts. */
export const systemFonts = defineSource('systemFonts', () => readFrame()?.systemFonts)
