import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const invertedColors = defineSignal({
  name: 'invertedColors',
  label: 'Inverted colours',
  schema: Type.Boolean(),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Whether the system inverts colours; only Safari tells.',
})
