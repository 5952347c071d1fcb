import { keepBriefly } from './keep-briefly'

/** Wide, narrow and mixed letters: fonts differ most in these. */
export const sampleText = 'mmMwWLliI0O&1'

/**
 * One canvas that is never shown, for measuring text: no layout of the page, no element in it. Font
 * keywords follow the user's settings (checked in Chromium 156, Firefox 153, WebKitGTK 2.50). Page
 * zoom changes widths by up to one percent in Firefox 153, where hinting follows it.
 */
export const openText = /* @__PURE__ */ keepBriefly(
  () => document.createElement('canvas').getContext('2d') ?? undefined,
)

/** Width of the sample in a CSS font; `undefined` when the browser refuses the font. */
export function measureSample(context: CanvasRenderingContext2D, font: string): number | undefined {
  // A refused font leaves the one before.
  context.font = '7px serif'
  const before = context.font
  context.font = font
  return context.font === before ? undefined : context.measureText(sampleText).width
}
