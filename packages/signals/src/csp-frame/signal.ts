import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const cspFrame = defineSignal({
  name: 'cspFrame',
  label: 'Policy of a frame',
  schema: Type.Union([Type.Literal('enforced'), Type.Literal('ran')]),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Whether the browser keeps the content policy of a frame; drivers can switch policies off.',
})
