import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const overrides = defineSignal({
  name: 'overrides',
  label: 'Replaced interfaces',
  schema: Type.Object({
    own: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 60 }),
    replaced: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 60 }),
    differs: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 60 }),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Properties set on navigator or screen, functions that are not native, and values that differ in a clean frame.',
})
