import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const engineTraits = defineSignal({
  name: 'engineTraits',
  label: 'Engine traits',
  schema: Type.Object({
    evalLength: Type.Integer({ minimum: 0, maximum: 10000 }),
    nullError: Type.String({ maxLength: 200 }),
    rangeError: Type.String({ maxLength: 200 }),
    stackStyle: Type.Union([Type.Literal('v8'), Type.Literal('at-sign'), Type.Literal('none')]),
  }),
  identity: 'none',
  stability: 'build',
  compare: equal,
  docs: 'Length of the text of eval and wording of two errors: each engine has its own, whatever it claims.',
})
