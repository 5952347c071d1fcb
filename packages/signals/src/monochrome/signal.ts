import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const monochrome = defineSignal({
  name: 'monochrome',
  label: 'Monochrome depth',
  schema: Type.Integer({ minimum: 0, maximum: 64 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Bits per pixel of a monochrome screen; 0 on a coloured one.',
})
