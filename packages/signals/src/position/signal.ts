import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const position = defineSignal({
  name: 'position',
  label: 'Position',
  schema: Type.Object({
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    accuracyM: Type.Number({ minimum: 0 }),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'Where the device is, if the page has that permission already. Becomes an area (proximity) and is not kept.',
})
