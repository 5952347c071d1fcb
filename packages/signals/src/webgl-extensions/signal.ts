import { Type } from 'typebox'
import { defineSignal } from '../define'
import { shareOfFields } from '../share-of-fields'

export const webglExtensions = defineSignal({
  name: 'webglExtensions',
  label: 'WebGL extensions',
  schema: Type.Object({
    contextAttributes: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    parameters: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    shaderPrecisions: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    extensions: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    extensionParameters: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    unsupportedExtensions: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 20 }),
  }),
  identity: 'weak',
  stability: 'build',
  compare: shareOfFields,
  attribute: {
    name: 'webgl_extensions',
    to: (found: {
      contextAttributes: string
      parameters: string
      shaderPrecisions: string
      extensions: string
      extensionParameters: string
      unsupportedExtensions: string[]
    }) => ({
      context_attributes: found.contextAttributes,
      parameters: found.parameters,
      shader_precisions: found.shaderPrecisions,
      extensions: found.extensions,
      extension_parameters: found.extensionParameters,
      unsupported_extensions: found.unsupportedExtensions,
    }),
  },
  docs: 'Hashes of the settings, parameters, precisions and extensions of WebGL.',
})
