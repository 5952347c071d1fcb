import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const pointer = defineSignal({
  name: 'pointer',
  label: 'Pointers',
  schema: Type.Object({
    primary: Type.Union([Type.Literal('fine'), Type.Literal('coarse'), Type.Literal('none')]),
    any: Type.Union([Type.Literal('fine'), Type.Literal('coarse'), Type.Literal('none')]),
    hover: Type.Boolean(),
    anyHover: Type.Boolean(),
  }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'Accuracy and hovering of the pointing devices; changes when a mouse is plugged in.',
})
