import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const keyboardLayoutHash = defineSignal({
  name: 'keyboardLayoutHash',
  label: 'Keyboard layout hash',
  schema: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  attribute: { name: 'keyboard_layout_hash' },
  docs: 'Hash of the characters on the keys of the active keyboard layout; Chromium only.',
})
