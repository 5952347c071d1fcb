import { findGl } from '../browser/gl'
import { defineSource } from '../define'

const names = [
  'ALIASED_LINE_WIDTH_RANGE',
  'ALIASED_POINT_SIZE_RANGE',
  'MAX_COMBINED_TEXTURE_IMAGE_UNITS',
  'MAX_CUBE_MAP_TEXTURE_SIZE',
  'MAX_FRAGMENT_UNIFORM_VECTORS',
  'MAX_RENDERBUFFER_SIZE',
  'MAX_TEXTURE_IMAGE_UNITS',
  'MAX_TEXTURE_SIZE',
  'MAX_VARYING_VECTORS',
  'MAX_VERTEX_ATTRIBS',
  'MAX_VERTEX_TEXTURE_IMAGE_UNITS',
  'MAX_VERTEX_UNIFORM_VECTORS',
  'MAX_VIEWPORT_DIMS',
  'SUBPIXEL_BITS',
] as const

/** Numbers by the name of the WebGL constant. */
export const webglLimits = defineSource('webglLimits', () => {
  const gl = findGl()
  if (!gl) return undefined
  const limits: Record<string, number | number[]> = {}
  for (const name of names) {
    const limit: unknown = gl.getParameter(gl[name])
    if (typeof limit === 'number') limits[name] = limit
    else if (ArrayBuffer.isView(limit)) limits[name] = [...(limit as Float32Array)] // ranges are typed arrays
  }
  return limits
})
