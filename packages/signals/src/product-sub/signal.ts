import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const productSub = defineSignal({
  name: 'productSub',
  label: 'Product date',
  schema: Type.String({ maxLength: 40 }),
  identity: 'none',
  stability: 'build',
  compare: equal,
  docs: 'navigator.productSub: 20100101 in Gecko, 20030107 elsewhere.',
})
