import { defineSource } from '../define'

/** Firefox 153 says 4 or 8 only, in private windows and under fingerprinting protection. */
export const hardwareConcurrency = defineSource('hardwareConcurrency', () => {
  const processors = navigator.hardwareConcurrency
  return processors > 0 ? processors : undefined
})
