import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const audio = defineSignal({
  name: 'audio',
  label: 'Audio sum',
  schema: Type.Union([Type.Number(), Type.Literal('suspended')]),
  identity: 'weak',
  stability: 'build',
  noisyIn: ['webkit'],
  compare: equal,
  attribute: { name: 'audio', to: (sum: number | 'suspended') => (sum === 'suspended' ? -1 : sum) },
  docs: 'Sum of a rendered tone; tells engine and build. Safari adds noise to it in private windows.',
})
