import { Type } from 'typebox'
import { defineSignal, equal } from '../define'
import { toOffsetText } from './offset-text'

export const timezoneOffset = defineSignal({
  name: 'timezoneOffset',
  label: 'Offset from UTC',
  schema: Type.Object({
    now: Type.Integer({ minimum: -1080, maximum: 1080 }),
    january: Type.Integer({ minimum: -1080, maximum: 1080 }),
    july: Type.Integer({ minimum: -1080, maximum: 1080 }),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  attribute: { name: 'timezone_offset', to: (offset: { now: number }) => toOffsetText(offset.now) },
  docs: 'Minutes east of UTC now, in January and in July; a spoofed zone often forgets the summer.',
})
