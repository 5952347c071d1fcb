import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const hdr = defineSignal({
  name: 'hdr',
  label: 'High dynamic range',
  schema: Type.Boolean(),
  identity: 'weak',
  stability: 'device',
  noisyIn: ['webkit'],
  compare: equal,
  docs: 'Whether the screen shows high dynamic range; an iPhone switches it off to save battery.',
})
