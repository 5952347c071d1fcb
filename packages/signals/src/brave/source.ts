import { defineSource } from '../define'

/** `undefined` in every other browser. */
export const brave = defineSource('brave', () => {
  // Not in the DOM library: only Brave has it.
  const { brave } = navigator as { brave?: { isBrave?: () => Promise<boolean> } }
  return brave?.isBrave?.()
})
