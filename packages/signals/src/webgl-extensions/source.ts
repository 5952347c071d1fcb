import { findGl } from '../browser/gl'
import { hash } from '../browser/hash'
import { defineSource } from '../define'

/** Only names that every WebGL 1 context has: an unknown one would warn on the console. */
const parameters = [
  'ALPHA_BITS',
  'BLEND_COLOR',
  'BLEND_DST_ALPHA',
  'BLEND_EQUATION',
  'BLUE_BITS',
  'COLOR_CLEAR_VALUE',
  'COLOR_WRITEMASK',
  'COMPRESSED_TEXTURE_FORMATS',
  'CULL_FACE_MODE',
  'DEPTH_BITS',
  'DEPTH_CLEAR_VALUE',
  'DEPTH_FUNC',
  'DEPTH_RANGE',
  'FRONT_FACE',
  'GENERATE_MIPMAP_HINT',
  'GREEN_BITS',
  'IMPLEMENTATION_COLOR_READ_FORMAT',
  'IMPLEMENTATION_COLOR_READ_TYPE',
  'LINE_WIDTH',
  'PACK_ALIGNMENT',
  'POLYGON_OFFSET_FACTOR',
  'RED_BITS',
  'SAMPLES',
  'SAMPLE_BUFFERS',
  'SAMPLE_COVERAGE_VALUE',
  'STENCIL_BITS',
  'STENCIL_FUNC',
  'STENCIL_VALUE_MASK',
  'STENCIL_WRITEMASK',
  'UNPACK_ALIGNMENT',
  'UNPACK_COLORSPACE_CONVERSION_WEBGL',
] as const

const precisions = [
  'LOW_FLOAT',
  'MEDIUM_FLOAT',
  'HIGH_FLOAT',
  'LOW_INT',
  'MEDIUM_INT',
  'HIGH_INT',
] as const

/** Five hashes, and extensions that are listed but cannot be had. */
export const webglExtensions = defineSource('webglExtensions', () => {
  const gl = findGl()
  if (!gl) return undefined
  const extensions = gl.getSupportedExtensions() ?? []
  const anisotropy = gl.getExtension('EXT_texture_filter_anisotropic')
  const draw = gl.getExtension('WEBGL_draw_buffers')
  const values = (names: readonly (number | undefined)[]) =>
    names.map((name) => (name === undefined ? '' : plain(gl.getParameter(name))))
  return {
    contextAttributes: hash(JSON.stringify(gl.getContextAttributes())),
    parameters: hash(JSON.stringify(values(parameters.map((name) => gl[name])))),
    shaderPrecisions: hash(JSON.stringify(readPrecisions(gl))),
    extensions: hash(extensions.join()),
    extensionParameters: hash(
      JSON.stringify(
        values([
          anisotropy?.MAX_TEXTURE_MAX_ANISOTROPY_EXT,
          draw?.MAX_COLOR_ATTACHMENTS_WEBGL,
          draw?.MAX_DRAW_BUFFERS_WEBGL,
        ]),
      ),
    ),
    unsupportedExtensions: [
      ...(anisotropy ? [] : ['EXT_texture_filter_anisotropic']),
      ...(draw ? [] : ['WEBGL_draw_buffers']),
    ].filter((name) => extensions.includes(name)),
  }
})

// Typed arrays would become objects in JSON.
const plain = (value: unknown) =>
  ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value // parameters are typed arrays

function readPrecisions(gl: WebGLRenderingContext) {
  return [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER].flatMap((shader) =>
    precisions.map((name) => {
      const format = gl.getShaderPrecisionFormat(shader, gl[name])
      return format && [format.rangeMin, format.rangeMax, format.precision]
    }),
  )
}
