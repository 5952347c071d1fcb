import { askFrame } from '../browser/frame-report'
import { defineSource } from '../define'

/** `undefined` where the page may not have a frame. */
export const overrides = defineSource('overrides', async () => (await askFrame())?.overrides, {
  stage: 'late',
  timeoutMs: 3_000,
})
