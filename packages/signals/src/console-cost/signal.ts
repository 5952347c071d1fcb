import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const consoleCost = defineSignal({
  name: 'consoleCost',
  label: 'Cost of console output',
  schema: Type.Object({
    tableMs: Type.Number({ minimum: 0, maximum: 60_000 }),
    logMs: Type.Number({ minimum: 0, maximum: 60_000 }),
    getterReads: Type.Integer({ minimum: 0, maximum: 1000 }),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Milliseconds that small blank tables and plain lines on the console take, and how often a getter in them is read; high while a driver or developer tools read along.',
})
