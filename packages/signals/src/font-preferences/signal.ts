import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const fontPreferences = defineSignal({
  name: 'fontPreferences',
  label: 'Font preferences',
  schema: Type.Object({
    default: Type.Optional(Type.Number({ minimum: 0, maximum: 10000 })),
    serif: Type.Optional(Type.Number({ minimum: 0, maximum: 10000 })),
    sans: Type.Optional(Type.Number({ minimum: 0, maximum: 10000 })),
    mono: Type.Optional(Type.Number({ minimum: 0, maximum: 10000 })),
    apple: Type.Optional(Type.Number({ minimum: 0, maximum: 10000 })),
    system: Type.Optional(Type.Number({ minimum: 0, maximum: 10000 })),
  }),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  attribute: { name: 'font_preferences' },
  docs: 'Widths of one text in the default, generic and system fonts, in pixels; show font settings of the user.',
})
