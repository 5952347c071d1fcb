import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** The user's setting of the operating system. */
export const contrast = defineSource('contrast', () =>
  matchFirst('prefers-contrast', ['no-preference', 'more', 'less', 'custom']),
)
