import { readFontWidths } from '../browser/font-widths'
import { defineSource } from '../define'

/** 32 hex digits. Shares its measuring with `fonts`. */
export const fontHash = defineSource('fontHash', async () => (await readFontWidths())?.hash, {
  timeoutMs: 1_200,
})
