import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const driverGlobals = defineSignal({
  name: 'driverGlobals',
  label: 'Driver globals',
  schema: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Names of variables that automation tools leave in the page.',
})
