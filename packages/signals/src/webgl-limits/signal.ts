import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const webglLimits = defineSignal({
  name: 'webglLimits',
  label: 'WebGL limits',
  schema: Type.Record(
    Type.String({ maxLength: 60 }),
    Type.Union([Type.Number(), Type.Array(Type.Number(), { maxItems: 4 })]),
  ),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Largest sizes and counts that the graphics hardware takes.',
})
