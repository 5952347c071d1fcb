import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const systemFonts = defineSignal({
  name: 'systemFonts',
  label: 'System fonts',
  schema: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 8 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Fonts that the system draws its own captions, menus and status bars with; Chromium only.',
})
