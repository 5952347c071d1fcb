import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const forcedColors = defineSignal({
  name: 'forcedColors',
  label: 'Forced colours',
  schema: Type.Boolean(),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Whether the system replaces colours of pages, as in the high contrast mode of Windows.',
})
