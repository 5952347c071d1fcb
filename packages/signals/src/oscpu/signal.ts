import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const oscpu = defineSignal({
  name: 'oscpu',
  label: 'OS and processor',
  schema: Type.String({ maxLength: 200 }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  attribute: { name: 'oscpu' },
  docs: 'Firefox only: the operating system and processor, partly frozen by the browser.',
})
