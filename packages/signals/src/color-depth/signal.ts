import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const colorDepth = defineSignal({
  name: 'colorDepth',
  label: 'Colour depth',
  schema: Type.Integer({ minimum: 1, maximum: 64 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  attribute: { name: 'color_depth' },
  docs: 'Bits per pixel of the screen; Firefox with resistFingerprinting always says 24.',
})
