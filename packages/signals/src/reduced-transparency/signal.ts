import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const reducedTransparency = defineSignal({
  name: 'reducedTransparency',
  label: 'Reduced transparency',
  schema: Type.Boolean(),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Whether the user asked the system for less transparency.',
})
