import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const doNotTrack = defineSignal({
  name: 'doNotTrack',
  label: 'Do Not Track',
  schema: Type.String({ maxLength: 20 }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'The Do Not Track setting as the browser words it.',
})
