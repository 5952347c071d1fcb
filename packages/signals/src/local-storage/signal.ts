import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const localStorage = defineSignal({
  name: 'localStorage',
  label: 'Local storage',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'local_storage' },
  docs: 'Whether the page may use localStorage.',
})
