import { defineSource } from '../define'

/** Firefox with resistFingerprinting says Atlantic/Reykjavik (checked in 153). */
export const timezone = defineSource(
  'timezone',
  () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
)
