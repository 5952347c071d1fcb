import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const mediaDevices = defineSignal({
  name: 'mediaDevices',
  label: 'Media devices',
  schema: Type.Object({
    audioInputs: Type.Integer({ minimum: 0, maximum: 1000 }),
    videoInputs: Type.Integer({ minimum: 0, maximum: 1000 }),
    audioOutputs: Type.Integer({ minimum: 0, maximum: 1000 }),
  }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  docs: 'Number of microphones, cameras and speakers that the browser admits to without permission.',
})
