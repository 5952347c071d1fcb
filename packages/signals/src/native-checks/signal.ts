import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const nativeChecks = defineSignal({
  name: 'nativeChecks',
  label: 'Imitated parts',
  schema: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 60 }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Contradictions in functions, getters and lists that scripts leave when they imitate a browser.',
})
