import { defineSource } from '../define'

/** Top, right, bottom, left in CSS pixels. Chromium and Firefox give `availTop` and `availLeft`. */
export const screenFrame = defineSource('screenFrame', () => {
  // Not in the DOM library: they are not in any standard.
  const { availTop = 0, availLeft = 0 } = screen as { availTop?: number; availLeft?: number }
  return [
    availTop,
    screen.width - screen.availWidth - availLeft,
    screen.height - screen.availHeight - availTop,
    availLeft,
  ]
})
