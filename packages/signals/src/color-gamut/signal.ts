import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const colorGamut = defineSignal({
  name: 'colorGamut',
  label: 'Colour gamut',
  schema: Type.Union([Type.Literal('srgb'), Type.Literal('p3'), Type.Literal('rec2020')]),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Widest range of colours that the screen shows.',
})
