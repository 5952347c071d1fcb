import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const displayUpdate = defineSignal({
  name: 'displayUpdate',
  label: 'Display refresh',
  schema: Type.Union([Type.Literal('fast'), Type.Literal('slow'), Type.Literal('none')]),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  docs: 'Whether the display can show motion; electronic paper is slow and print has none.',
})
