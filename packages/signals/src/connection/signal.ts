import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const connection = defineSignal({
  name: 'connection',
  label: 'Connection',
  schema: Type.Object({
    type: Type.Optional(Type.String({ maxLength: 20 })),
    effectiveType: Type.Optional(Type.String({ maxLength: 20 })),
    rttMs: Type.Optional(Type.Number({ minimum: 0 })),
    downlinkMbps: Type.Optional(Type.Number({ minimum: 0 })),
    saveData: Type.Optional(Type.Boolean()),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Kind and rough speed of the network connection.',
})
