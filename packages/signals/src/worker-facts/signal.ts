import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

const text = Type.String({ maxLength: 300 })

export const workerFacts = defineSignal({
  name: 'workerFacts',
  label: 'What a worker sees',
  schema: Type.Object({
    userAgent: Type.String({ maxLength: 1000 }),
    platform: Type.Optional(text),
    languages: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
    hardwareConcurrency: Type.Integer({ minimum: 0, maximum: 100_000 }),
    deviceMemory: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
    timezone: Type.String({ maxLength: 100 }),
    brands: Type.Optional(Type.Array(text, { maxItems: 20 })),
    platformHint: Type.Optional(text),
    webglRenderer: Type.Optional(text),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'User agent, languages, processors, time zone and graphics as a worker sees them; scripts that change the page seldom reach it.',
})
