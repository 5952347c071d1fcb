import { readFrame } from '../browser/frame-readings'
import { defineSource } from '../define'

/** Pixels. `undefined` where the page may not have a frame. */
export const fontPreferences = defineSource('fontPreferences', () => readFrame()?.fontPreferences)
