import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const stackTrap = defineSignal({
  name: 'stackTrap',
  label: 'Formatting of logged errors',
  schema: Type.Object({
    runs: Type.Integer({ minimum: 1, maximum: 3 }),
    hits: Type.Integer({ minimum: 0, maximum: 3 }),
    workerHits: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'How often something formatted an error that the page and a worker logged: a driver or open developer tools; Chromium only.',
})
