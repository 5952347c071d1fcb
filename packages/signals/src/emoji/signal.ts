import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const emoji = defineSignal({
  name: 'emoji',
  label: 'Emoji box',
  schema: Type.Object({
    font: Type.String({ maxLength: 200 }),
    width: Type.Number({ minimum: -10000, maximum: 10000 }),
    height: Type.Number({ minimum: -10000, maximum: 10000 }),
    top: Type.Number({ minimum: -10000, maximum: 10000 }),
    bottom: Type.Number({ minimum: -10000, maximum: 10000 }),
    left: Type.Number({ minimum: -10000, maximum: 10000 }),
    right: Type.Number({ minimum: -10000, maximum: 10000 }),
    x: Type.Number({ minimum: -10000, maximum: 10000 }),
    y: Type.Number({ minimum: -10000, maximum: 10000 }),
  }),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  attribute: { name: 'emoji' },
  docs: 'Box of one line of emoji in pixels, as a canvas measures it; changes with the emoji font.',
})
