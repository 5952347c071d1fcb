import { askFrame } from '../browser/frame-report'
import { defineSource } from '../define'

/**
 * Whether a frame's own policy is kept; see `tryPolicy`. Absent in a page with a policy of its own, which
 * the frame inherits.
 */
export const cspFrame = defineSource('cspFrame', async () => (await askFrame())?.trial, {
  stage: 'late',
  timeoutMs: 3_000,
})
