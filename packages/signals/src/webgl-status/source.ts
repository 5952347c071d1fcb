import { openGl } from '../browser/gl'
import { defineSource } from '../define'

/** `undefined` where the engine has no WebGL at all. */
export const webglStatus = defineSource(
  'webglStatus',
  () => {
    if (!('WebGLRenderingContext' in window)) return undefined
    const outcome = openGl()
    return typeof outcome === 'string' ? outcome : 'ok'
  },
  { isHeavy: true },
)
