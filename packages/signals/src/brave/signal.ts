import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const brave = defineSignal({
  name: 'brave',
  label: 'Brave',
  schema: Type.Boolean(),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Whether the browser says that it is Brave, which randomises canvas, audio and hardware values.',
})
