import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const deviceMemory = defineSignal({
  name: 'deviceMemory',
  label: 'Memory in GiB',
  schema: Type.Number({ minimum: 0, maximum: 1024 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  attribute: { name: 'device_memory', to: (gib: number) => Math.floor(gib) },
  docs: 'Rounded size of the main memory; Chromium only, and only on secure pages.',
})
