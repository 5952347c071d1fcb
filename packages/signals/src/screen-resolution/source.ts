import { readEngine } from '../browser/engine'
import { matches } from '../browser/media'
import { defineSource } from '../define'

/**
 * The larger side first, so that turning a tablet changes nothing. Page zoom divides the size in
 * Firefox (checked in 153), so device pixels are taken there.
 */
export const screenResolution = defineSource('screenResolution', () => {
  const { width, height } = screen
  if (!(width > 0 && height > 0)) return undefined
  const isZoomed = devicePixelRatio !== 1 && readEngine() === 'gecko'
  const sides = isZoomed ? [toDevice('width', width), toDevice('height', height)] : [width, height]
  return [Math.max(...sides), Math.min(...sides)] as [number, number]
})

// `screen` is rounded to whole CSS pixels, the media query is not.
function toDevice(side: 'width' | 'height', cssPixels: number): number {
  const near = Math.round(cssPixels * devicePixelRatio)
  const isExact = (pixels: number) =>
    matches(`min-device-${side}: ${(pixels - 0.5) / devicePixelRatio}px`) &&
    matches(`max-device-${side}: ${(pixels + 0.5) / devicePixelRatio}px`)
  return [near, near - 1, near + 1].find(isExact) ?? near
}
