import { defineSource } from '../define'

/** Firefox with resistFingerprinting says 24 on every machine. */
export const colorDepth = defineSource('colorDepth', () =>
  screen.colorDepth > 0 ? screen.colorDepth : undefined,
)
