import { defineSource } from '../define'

/** GiB, rounded to a power of two by the browser. Chromium on secure pages only (checked in 156). */
export const deviceMemory = defineSource(
  'deviceMemory',
  // Not in the DOM library: only Chromium has it.
  () => (navigator as { deviceMemory?: number }).deviceMemory,
)
