import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const architecture = defineSignal({
  name: 'architecture',
  label: 'Processor sign',
  schema: Type.Integer({ minimum: 0, maximum: 255 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  attribute: { name: 'architecture' },
  docs: 'Sign byte of a NaN made by the processor: 255 on x86, 127 on ARM, whatever the user agent claims.',
})
