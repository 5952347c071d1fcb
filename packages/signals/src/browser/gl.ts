import { keepBriefly } from './keep-briefly'

export const noContext = 'no-context'
export const readerReplaced = 'reader-replaced'

export type GlOutcome = WebGLRenderingContext | typeof noContext | typeof readerReplaced

/**
 * One small WebGL context that every WebGL source shares, or why there is none. The reader counts
 * as replaced when its text is not native: then its answers are somebody's invention.
 */
export const openGl = /* @__PURE__ */ keepBriefly((): GlOutcome => {
  const element = document.createElement('canvas')
  element.width = 1
  element.height = 1
  const gl = element.getContext('webgl')
  if (!gl || gl.isContextLost()) return noContext
  return /\[native code\]/.test(String(gl.getParameter)) ? gl : readerReplaced
})

/** The shared context, or `undefined` when it cannot be trusted or had. */
export function findGl(): WebGLRenderingContext | undefined {
  const outcome = openGl()
  return typeof outcome === 'string' ? undefined : outcome
}
