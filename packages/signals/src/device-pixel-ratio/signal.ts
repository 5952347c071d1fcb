import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const devicePixelRatio = defineSignal({
  name: 'devicePixelRatio',
  label: 'Pixel ratio',
  schema: Type.Object({
    ratio: Type.Number({ minimum: 0, maximum: 100 }),
    matchesMedia: Type.Boolean(),
  }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'Device pixels per CSS pixel, and whether media queries agree; changes with page zoom.',
})
