import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const voices = defineSignal({
  name: 'voices',
  label: 'Voices',
  schema: Type.Object({
    count: Type.Integer({ minimum: 0, maximum: 5000 }),
    localCount: Type.Integer({ minimum: 0, maximum: 5000 }),
    hash: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    defaultName: Type.Optional(Type.String({ maxLength: 200 })),
    defaultLanguage: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'Voices of the speech synthesis; they load late, and some only with the network.',
})
