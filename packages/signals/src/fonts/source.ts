import { readFontWidths } from '../browser/font-widths'
import { defineSource } from '../define'

/** Names of the installed fonts among the probed ones. */
export const fonts = defineSource('fonts', async () => (await readFontWidths())?.installed, {
  timeoutMs: 1_200,
})
