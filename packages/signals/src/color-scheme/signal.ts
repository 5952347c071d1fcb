import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const colorScheme = defineSignal({
  name: 'colorScheme',
  label: 'Colour scheme',
  schema: Type.Union([Type.Literal('light'), Type.Literal('dark')]),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'Light or dark theme; changes with the time of day on many machines.',
})
