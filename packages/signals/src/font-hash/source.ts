import { readFontWidths } from '../browser/font-widths'
import { defineSource } from '../define'

/** 32 hex digits. Shares its measuring with `fonts`. */
export const fontHash = defineSource('fontHash', () => readFontWidths()?.hash)
