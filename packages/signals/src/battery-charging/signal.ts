import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const batteryCharging = defineSignal({
  name: 'batteryCharging',
  label: 'Battery charging',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'battery_charging' },
  docs: 'Whether the battery is being charged; true on machines without one.',
})
