import { readEngine } from '../browser/engine'
import { defineSource } from '../define'

/** Family of the layout engine. */
export const engine = defineSource('engine', readEngine)
