import { measureSample, openText } from '../browser/text-context'
import { defineSource } from '../define'

/** `medium` is the size that the user chose; a family that nobody has gives the default font. */
const fonts: Record<string, string> = {
  default: 'medium "w-none"',
  serif: 'medium serif',
  sans: 'medium sans-serif',
  mono: 'medium monospace',
  apple: '-apple-system-body',
  system: 'medium system-ui',
}

/** Pixels. `apple` is missing where there is no such font. */
export const fontPreferences = defineSource('fontPreferences', () => {
  const context = openText()
  if (!context) return undefined
  const widths: Record<string, number> = {}
  for (const [name, font] of Object.entries(fonts)) {
    const width = measureSample(context, font)
    if (width !== undefined) widths[name] = width
  }
  return widths
})
