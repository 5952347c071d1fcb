import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const webglBasics = defineSignal({
  name: 'webglBasics',
  label: 'WebGL renderer',
  schema: Type.Object({
    version: Type.String({ maxLength: 300 }),
    vendor: Type.String({ maxLength: 300 }),
    vendorUnmasked: Type.String({ maxLength: 300 }),
    renderer: Type.String({ maxLength: 300 }),
    rendererUnmasked: Type.String({ maxLength: 300 }),
    shadingLanguageVersion: Type.String({ maxLength: 300 }),
  }),
  identity: 'strong',
  stability: 'device',
  compare: equal,
  attribute: {
    name: 'webgl_basics',
    to: (basics: Record<string, string>) => ({
      version: basics.version,
      vendor: basics.vendor,
      vendor_unmasked: basics.vendorUnmasked,
      renderer: basics.renderer,
      renderer_unmasked: basics.rendererUnmasked,
      shading_language_version: basics.shadingLanguageVersion,
    }),
  },
  docs: 'Names that the graphics driver gives itself; Firefox rounds them to a class of hardware, Safari hides them.',
})
