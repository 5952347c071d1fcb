import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const batteryLevel = defineSignal({
  name: 'batteryLevel',
  label: 'Battery level',
  schema: Type.Integer({ minimum: 0, maximum: 100 }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'battery_level' },
  docs: 'Charge of the battery in percent; Chromium on secure pages only.',
})
