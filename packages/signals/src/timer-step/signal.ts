import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const timerStep = defineSignal({
  name: 'timerStep',
  label: 'Timer step',
  schema: Type.Number({ minimum: 0, maximum: 1000 }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Smallest step of the clock in milliseconds; 16.7 in Firefox with resistFingerprinting.',
})
