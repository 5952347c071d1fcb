import { measureSample, openText } from '../browser/text-context'
import { defineSource } from '../define'

const keywords = ['caption', 'icon', 'menu', 'message-box', 'small-caption', 'status-bar']

/**
 * Font and width of a sample for each of the six CSS system fonts. Chromium 156 names the font,
 * Firefox 153 gives its width only, a canvas of WebKitGTK 2.50 refuses them: `undefined`.
 */
export const systemFonts = defineSource('systemFonts', () => {
  const context = openText()
  if (!context) return undefined
  const found = keywords.flatMap((keyword) => {
    const width = measureSample(context, keyword)
    return width === undefined ? [] : [`${context.font} ${Math.round(width)}`]
  })
  return found.length > 0 ? found : undefined
})
