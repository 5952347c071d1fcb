import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const vendorFlavors = defineSignal({
  name: 'vendorFlavors',
  label: 'Vendor globals',
  schema: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 30 }),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  docs: 'Objects that only some browsers put into the page, such as chrome or safari.',
})
