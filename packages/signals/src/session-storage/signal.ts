import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const sessionStorage = defineSignal({
  name: 'sessionStorage',
  label: 'Session storage',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'session_storage' },
  docs: 'Whether the page may use sessionStorage.',
})
