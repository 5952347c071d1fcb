import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** `undefined` where the browser does not know the media feature. */
export const displayUpdate = defineSource('displayUpdate', () =>
  matchFirst('update', ['fast', 'slow', 'none']),
)
