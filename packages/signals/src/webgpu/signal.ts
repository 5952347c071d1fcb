import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const webgpu = defineSignal({
  name: 'webgpu',
  label: 'WebGPU adapter',
  schema: Type.Union([
    Type.Literal('no-adapter'),
    Type.Object({
      vendor: Type.String({ maxLength: 100 }),
      architecture: Type.String({ maxLength: 100 }),
      device: Type.String({ maxLength: 100 }),
      description: Type.String({ maxLength: 200 }),
      isFallback: Type.Boolean(),
    }),
  ]),
  identity: 'weak',
  stability: 'build',
  compare: equal,
  docs: 'Vendor and architecture of the graphics adapter as WebGPU names it.',
})
