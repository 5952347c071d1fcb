import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const screenResolution = defineSignal({
  name: 'screenResolution',
  label: 'Screen size',
  schema: Type.Tuple([
    Type.Integer({ minimum: 0, maximum: 65535 }),
    Type.Integer({ minimum: 0, maximum: 65535 }),
  ]),
  identity: 'strong',
  stability: 'device',
  compare: equal,
  attribute: { name: 'screen_resolution' },
  docs: 'Width and height of the screen in pixels, the larger first; changes with the monitor or its scaling.',
})
