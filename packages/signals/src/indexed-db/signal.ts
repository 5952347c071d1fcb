import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const indexedDb = defineSignal({
  name: 'indexedDb',
  label: 'IndexedDB',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'indexed_db' },
  docs: 'Whether the page may use IndexedDB.',
})
