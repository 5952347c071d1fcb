import { readEngine } from '../browser/engine'
import { findGl } from '../browser/gl'
import { defineSource } from '../define'

const lengthMax = 300

/** Firefox gives the unmasked names without the extension, whose use it warns about (153). */
export const webglBasics = defineSource('webglBasics', () => {
  const gl = findGl()
  if (!gl) return undefined
  const read = (name: number) => String(gl.getParameter(name) ?? '').slice(0, lengthMax)
  const unmask = readEngine() === 'gecko' ? null : gl.getExtension('WEBGL_debug_renderer_info')
  return {
    version: read(gl.VERSION),
    vendor: read(gl.VENDOR),
    vendorUnmasked: read(unmask?.UNMASKED_VENDOR_WEBGL ?? gl.VENDOR),
    renderer: read(gl.RENDERER),
    rendererUnmasked: read(unmask?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER),
    shadingLanguageVersion: read(gl.SHADING_LANGUAGE_VERSION),
  }
})
