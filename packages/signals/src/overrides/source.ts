import { readFrame } from '../browser/frame-readings'
import { defineSource } from '../define'

/** Judged with the functions of a clean frame. */
export const overrides = defineSource('overrides', () => readFrame()?.overrides)
