import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const cookiesEnabled = defineSignal({
  name: 'cookiesEnabled',
  label: 'Cookies',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'cookies_enabled' },
  docs: 'Whether the browser says that it keeps cookies for this page.',
})
