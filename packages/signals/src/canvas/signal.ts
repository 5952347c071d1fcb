import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const canvas = defineSignal({
  name: 'canvas',
  label: 'Canvas',
  schema: Type.Object({
    winding: Type.Boolean(),
    geometry: Type.String({ maxLength: 40 }),
    text: Type.String({ maxLength: 40 }),
  }),
  identity: 'strong',
  stability: 'build',
  noisyIn: ['gecko', 'webkit'],
  compare: equal,
  attribute: { name: 'canvas' },
  docs: 'Hashes of a drawing and of a text, made by the processor; not drawn in Firefox, which adds noise in every session, as private Safari does.',
})
