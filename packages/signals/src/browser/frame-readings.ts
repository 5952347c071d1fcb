import { withFrame } from './frame'
import { keepBriefly } from './keep-briefly'
import { readOverrides } from './read-overrides'

const sampleText = 'mmMwWLliI0O&1'
// By number: minifiers write escapes out, and a page may serve the script without a charset.
const emojiPoints = [0x1f600, 0x1f9d1, 0x200d, 0x1f680, 0x1f1ea, 0x1f1fa, 0x263a]

/** Font settings under the names of the Server API, as style properties. */
const preferenceStyles: Record<string, Partial<CSSStyleDeclaration>> = {
  default: {},
  serif: { fontFamily: 'serif' },
  sans: { fontFamily: 'sans-serif' },
  mono: { fontFamily: 'monospace' },
  apple: { font: '-apple-system-body' },
  // Shows the user's smallest font size.
  min: { fontSize: '1px' },
  system: { fontFamily: 'system-ui' },
}

const systemKeywords = ['caption', 'icon', 'menu', 'message-box', 'small-caption', 'status-bar']

/** Everything that needs layout in a clean document: one frame, all writes, then all reads. */
export const readFrame = /* @__PURE__ */ keepBriefly(() =>
  withFrame((frame, body) => {
    const add = (text: string, style: Partial<CSSStyleDeclaration>) => {
      const span = frame.document.createElement('span')
      span.textContent = text
      Object.assign(span.style, { whiteSpace: 'nowrap', position: 'absolute' }, style)
      body.append(span)
      return span
    }
    const preferences = Object.entries(preferenceStyles).map(
      ([name, style]) => [name, add(sampleText, style)] as const,
    )
    const emoji = add(String.fromCodePoint(...emojiPoints), {
      fontSize: '32px',
      left: '0px',
      top: '0px',
    })
    const system = systemKeywords.map((keyword) => add('', { font: keyword }))

    const { width, height, top, bottom, left, right, x, y } = emoji.getBoundingClientRect()
    const font = frame.getComputedStyle(emoji).fontFamily
    return {
      emoji: { font, width, height, top, bottom, left, right, x, y },
      fontPreferences: Object.fromEntries(
        preferences.map(([name, span]) => [name, span.getBoundingClientRect().width]),
      ),
      systemFonts: system.map((span) => {
        const { fontFamily, fontSize, fontWeight } = frame.getComputedStyle(span)
        return `${fontFamily} ${fontSize} ${fontWeight}`
      }),
      overrides: readOverrides(frame),
    }
  }),
)
