import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const permissions = defineSignal({
  name: 'permissions',
  label: 'Permissions',
  schema: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 20 })),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'State of permissions, without asking for any.',
})
