import { openText } from '../browser/text-context'
import { defineSource } from '../define'

// By number: minifiers write escapes out, and a page may serve the script without a charset. The
// same character as on the canvas: looking for a fallback font is slow.
const emojiPoint = 0x1f63a

/** Pixels around the start of the line, as the text is drawn. */
export const emoji = defineSource('emoji', () => {
  const context = openText()
  if (!context) return undefined
  context.font = '32px serif'
  const box = context.measureText(String.fromCodePoint(emojiPoint).repeat(3))
  return {
    font: context.font,
    width: box.width,
    height: box.fontBoundingBoxAscent + box.fontBoundingBoxDescent,
    top: -box.actualBoundingBoxAscent,
    bottom: box.actualBoundingBoxDescent,
    left: -box.actualBoundingBoxLeft || 0,
    right: box.actualBoundingBoxRight,
    x: 0,
    y: 0,
  }
})
