import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const reducedMotion = defineSignal({
  name: 'reducedMotion',
  label: 'Reduced motion',
  schema: Type.Boolean(),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Whether the user asked the system for less motion.',
})
