import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const contrast = defineSignal({
  name: 'contrast',
  label: 'Contrast preference',
  schema: Type.Union([
    Type.Literal('no-preference'),
    Type.Literal('less'),
    Type.Literal('more'),
    Type.Literal('custom'),
  ]),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Contrast that the user asked the system for.',
})
