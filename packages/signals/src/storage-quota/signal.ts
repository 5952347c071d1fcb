import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const storageQuota = defineSignal({
  name: 'storageQuota',
  label: 'Storage quota',
  schema: Type.Number({ minimum: 0 }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Bytes that the browser offers this page.',
})
