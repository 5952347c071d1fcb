import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const apis = defineSignal({
  name: 'apis',
  label: 'Web APIs',
  schema: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 60 }),
  identity: 'none',
  stability: 'build',
  compare: equal,
  docs: 'Which of a fixed list of web interfaces exist; emulated pages lack many.',
})
