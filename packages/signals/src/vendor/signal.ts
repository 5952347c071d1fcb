import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const vendor = defineSignal({
  name: 'vendor',
  label: 'Browser vendor',
  schema: Type.String({ maxLength: 100 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  attribute: { name: 'vendor' },
  docs: 'navigator.vendor: one fixed text for each engine.',
})
