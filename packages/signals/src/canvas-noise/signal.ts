import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const canvasNoise = defineSignal({
  name: 'canvasNoise',
  label: 'Canvas noise',
  schema: Type.Object({
    wrongPixels: Type.Integer({ minimum: 0, maximum: 256 }),
    isStable: Type.Boolean(),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'How many of 256 pixels of one solid colour come back wrong, and whether two reads agree.',
})
