import { defineSource } from '../define'

/** `undefined` only in emulated pages. */
export const platform = defineSource('platform', () => navigator.platform || undefined)
