import { defineSource } from '../define'

/** Firefox only (checked in 153). */
export const oscpu = defineSource(
  'oscpu',
  // Not in the DOM library: only Firefox has it.
  () => (navigator as { oscpu?: string }).oscpu,
)
