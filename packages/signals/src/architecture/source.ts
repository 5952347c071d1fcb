import { defineSource } from '../define'

/**
 * Infinity minus Infinity gives the processor's own NaN: its sign bit is set on x86 and clear on
 * ARM (checked in Chromium 156, Firefox 153, WebKitGTK 2.50 on x86-64). The byte is 255 or 127.
 */
export const architecture = defineSource('architecture', () => {
  const float = new Float32Array(1)
  const bytes = new Uint8Array(float.buffer)
  float[0] = Number.POSITIVE_INFINITY
  float[0] = (float[0] ?? 0) - (float[0] ?? 0)
  return bytes[3]
})
