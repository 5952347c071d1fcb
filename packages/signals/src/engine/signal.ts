import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const engine = defineSignal({
  name: 'engine',
  label: 'Browser engine',
  schema: Type.Union([
    Type.Literal('blink'),
    Type.Literal('gecko'),
    Type.Literal('webkit'),
    Type.Literal('unknown'),
  ]),
  identity: 'strong',
  stability: 'device',
  compare: equal,
  docs: 'Engine family, counted from features that only one engine has; never read from the user agent.',
})
