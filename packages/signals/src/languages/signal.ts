import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const languages = defineSignal({
  name: 'languages',
  label: 'Languages',
  schema: Type.Array(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40 }), { maxItems: 2 }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  attribute: { name: 'languages' },
  docs: 'The first language, then the full list where the browser gives one.',
})
