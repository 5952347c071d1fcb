import { defineSource } from '../define'

const side = 16

/**
 * Reads one solid colour back twice. Firefox with resistFingerprinting returns random pixels, its
 * default noise leaves solid fills exact (checked in 153); noise of extensions shows here too.
 */
export const canvasNoise = defineSource('canvasNoise', () => {
  const element = document.createElement('canvas')
  element.width = side
  element.height = side
  // Without the hint Chromium writes a performance warning to the console.
  const context = element.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.fillStyle = 'rgb(37, 142, 211)'
  context.fillRect(0, 0, side, side)
  const first = context.getImageData(0, 0, side, side).data
  const second = context.getImageData(0, 0, side, side).data
  let wrongPixels = 0
  for (let at = 0; at < first.length; at += 4) {
    const isExact = first[at] === 37 && first[at + 1] === 142 && first[at + 2] === 211
    if (!isExact) wrongPixels++
  }
  return { wrongPixels, isStable: first.every((byte, at) => byte === second[at]) }
})
