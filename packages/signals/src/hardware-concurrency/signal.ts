import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const hardwareConcurrency = defineSignal({
  name: 'hardwareConcurrency',
  label: 'Logical processors',
  schema: Type.Integer({ minimum: 1, maximum: 1024 }),
  identity: 'weak',
  stability: 'device',
  noisyIn: ['gecko'],
  compare: equal,
  attribute: { name: 'hardware_concurrency' },
  docs: 'Number of logical processors; Firefox reports 4 or 8 in private windows and under its fingerprinting protection.',
})
