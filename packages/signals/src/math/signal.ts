import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const math = defineSignal({
  name: 'math',
  label: 'Arithmetic',
  schema: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  attribute: { name: 'math' },
  docs: 'Hash of results of trigonometric and exponential functions, which differ between mathematics libraries.',
})
