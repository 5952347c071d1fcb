import { measureSample, openText } from '../browser/text-context'
import { takeTurns } from '../browser/turns'
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

/** The first use of a font reads its file: 45 ms for all six in a browser just started (Chromium 156). */
const sliceMs = 8

/** Pixels. `apple` is missing where there is no such font. */
export const fontPreferences = defineSource(
  'fontPreferences',
  async () => {
    const context = openText()
    if (!context) return undefined
    const turn = takeTurns(sliceMs)
    const widths: Record<string, number> = {}
    for (const [name, font] of Object.entries(fonts)) {
      const waiting = turn()
      if (waiting) await waiting
      const width = measureSample(context, font)
      if (width !== undefined) widths[name] = width
    }
    return widths
  },
  { timeoutMs: 1_200 },
)
