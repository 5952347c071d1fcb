import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const screenFrame = defineSignal({
  name: 'screenFrame',
  label: 'Screen edges',
  schema: Type.Array(Type.Integer({ minimum: -65535, maximum: 65535 }), { maxItems: 4 }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'Pixels that docks and task bars take at the top, right, bottom and left edge.',
})
