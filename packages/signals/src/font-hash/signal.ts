import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const fontHash = defineSignal({
  name: 'fontHash',
  label: 'Font metrics',
  schema: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  attribute: { name: 'font_hash' },
  docs: 'Hash of the widths of one text in the installed and the generic fonts; page zoom changes it in Firefox.',
})
