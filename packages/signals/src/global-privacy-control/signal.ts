import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const globalPrivacyControl = defineSignal({
  name: 'globalPrivacyControl',
  label: 'Global Privacy Control',
  schema: Type.Boolean(),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'Whether the browser asks not to sell data; Firefox sets it in private windows.',
})
