import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const platform = defineSignal({
  name: 'platform',
  label: 'Platform',
  schema: Type.String({ maxLength: 100 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  attribute: { name: 'platform' },
  docs: 'navigator.platform: the operating system and processor family the browser admits to.',
})
