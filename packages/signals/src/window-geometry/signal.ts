import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const windowGeometry = defineSignal({
  name: 'windowGeometry',
  label: 'Window geometry',
  schema: Type.Object({
    innerWidth: Type.Number({ minimum: -100000, maximum: 100000 }),
    innerHeight: Type.Number({ minimum: -100000, maximum: 100000 }),
    outerWidth: Type.Number({ minimum: -100000, maximum: 100000 }),
    outerHeight: Type.Number({ minimum: -100000, maximum: 100000 }),
    screenX: Type.Number({ minimum: -100000, maximum: 100000 }),
    screenY: Type.Number({ minimum: -100000, maximum: 100000 }),
    screenWidth: Type.Number({ minimum: -100000, maximum: 100000 }),
    screenHeight: Type.Number({ minimum: -100000, maximum: 100000 }),
    availWidth: Type.Number({ minimum: -100000, maximum: 100000 }),
    availHeight: Type.Number({ minimum: -100000, maximum: 100000 }),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Sizes and places of window, viewport and screen; contradictions tell of emulation.',
})
