import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const keyboardLayoutName = defineSignal({
  name: 'keyboardLayoutName',
  label: 'Keyboard layout',
  schema: Type.String({ maxLength: 20 }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'keyboard_layout_name' },
  docs: 'Name of the active keyboard layout, from its letters; Chromium only.',
})
