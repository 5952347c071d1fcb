import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** The theme that pages are asked to follow. */
export const colorScheme = defineSource('colorScheme', () =>
  matchFirst('prefers-color-scheme', ['light', 'dark']),
)
