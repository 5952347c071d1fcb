import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const codecs = defineSignal({
  name: 'codecs',
  label: 'Media formats',
  schema: Type.String({ maxLength: 60 }),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  docs: 'Answers to whether each of a fixed list of audio and video formats can be played; not asked in Firefox, whose answers change.',
})
