import { openText } from '../browser/text-context'
import { defineSource } from '../define'

const keywords = ['caption', 'icon', 'menu', 'message-box', 'small-caption', 'status-bar']

/**
 * Size and family of the six CSS system fonts, as Chromium resolves them on a canvas (checked in
 * 156). `undefined` elsewhere: Firefox 153 only repeats the keyword, WebKitGTK 2.50 refuses it.
 */
export const systemFonts = defineSource('systemFonts', () => {
  const context = openText()
  if (!context) return undefined
  const found: string[] = []
  for (const keyword of keywords) {
    // A refused font leaves the one before.
    context.font = '7px serif'
    context.font = keyword
    if (!context.font.includes('px ') || context.font === '7px serif') return undefined
    found.push(context.font)
  }
  return found
})
