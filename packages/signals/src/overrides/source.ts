import { withFrame } from '../browser/frame'
import { readOverrides } from '../browser/read-overrides'
import { defineSource } from '../define'

/** Late: a frame costs 10 to 20 ms. `undefined` where the page may not have one. */
export const overrides = defineSource('overrides', () => withFrame(readOverrides), {
  stage: 'late',
})
