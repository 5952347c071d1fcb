import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const webglStatus = defineSignal({
  name: 'webglStatus',
  label: 'WebGL status',
  schema: Type.Union([
    Type.Literal('ok'),
    Type.Literal('no-context'),
    Type.Literal('reader-replaced'),
  ]),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Whether WebGL could be read; Chromium without a GPU has none since its software fallback was removed.',
})
