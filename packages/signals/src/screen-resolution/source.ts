import { defineSource } from '../define'

/** The larger side first, so that turning a tablet changes nothing. */
export const screenResolution = defineSource('screenResolution', () => {
  const { width, height } = screen
  if (!(width > 0 && height > 0)) return undefined
  return [Math.max(width, height), Math.min(width, height)] as [number, number]
})
