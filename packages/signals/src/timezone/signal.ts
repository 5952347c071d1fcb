import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const timezone = defineSignal({
  name: 'timezone',
  label: 'Time zone',
  schema: Type.String({ maxLength: 64 }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  attribute: { name: 'timezone' },
  docs: 'IANA name of the time zone; changes with travel.',
})
