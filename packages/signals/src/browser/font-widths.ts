import { hash } from './hash'
import { keepBriefly } from './keep-briefly'

const text = 'mmMwWLliI0O&1'
const sizePx = 48

/** Two fallbacks: a font that has the metrics of one (as on Linux) differs from the other. */
const bases = ['monospace', 'serif']

/** Fonts that tell systems, their versions and installed office or design software apart. */
const names = [
  // Windows, by release, and its languages.
  'Segoe UI Light',
  'Calibri',
  'Cambria Math',
  'Gabriola',
  'Bahnschrift',
  'Ink Free',
  'HoloLens MDL2 Assets',
  'Segoe Fluent Icons',
  'Sitka Text',
  'Marlett',
  'Lucida Console',
  'Palatino Linotype',
  'Franklin Gothic Medium',
  'Javanese Text',
  'Leelawadee UI',
  'MS UI Gothic',
  'Meiryo UI',
  'Microsoft Uighur',
  'Nirmala UI',
  'SimHei',
  'Vrinda',
  // Office and design software.
  'Agency FB',
  'Arial Unicode MS',
  'Aptos',
  'Century',
  'Century Gothic',
  'Haettenschweiler',
  'Monotype Corsiva',
  'MT Extra',
  'Bookshelf Symbol 7',
  'Myriad Pro',
  'Minion Pro',
  'Univers CE 55 Medium',
  // macOS and iOS.
  'Helvetica Neue',
  'Menlo',
  'Avenir Next',
  'Futura',
  'Gill Sans',
  'Galvji',
  'Chakra Petch',
  'InaiMathi Bold',
  'PingFang HK Light',
  'Hiragino Sans',
  'Apple SD Gothic Neo',
  'Luminari',
  'Zapfino',
  // Linux, Android, ChromeOS.
  'DejaVu Sans',
  'Liberation Mono',
  'Ubuntu',
  'Cantarell',
  'Noto Sans',
  'Noto Sans CJK JP',
  'Noto Color Emoji',
  'Droid Sans Mono',
  'Roboto',
  'FreeMono',
  'Nimbus Roman',
  'Lohit Devanagari',
  'Carlito',
  'Fira Code',
  'Source Code Pro',
  'Google Sans',
]

const generics = ['monospace', 'serif', 'sans-serif', 'cursive', 'fantasy', 'system-ui']

/**
 * Installed fonts by the width of a text on a canvas that is never shown: no layout of the page,
 * and not changed by page zoom. `undefined` where the page has no 2D canvas.
 */
export const readFontWidths = /* @__PURE__ */ keepBriefly(() => {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return undefined
  const widthOf = (family: string) => {
    context.font = `${sizePx}px ${family}`
    return context.measureText(text).width
  }
  const baseWidths = bases.map(widthOf)
  const widths: number[] = generics.map(widthOf)
  const installed = names.filter((name) =>
    bases.some((base, i) => {
      const width = widthOf(`"${name}",${base}`)
      const isInstalled = width !== baseWidths[i]
      if (isInstalled) widths.push(width)
      return isInstalled
    }),
  )
  return { installed, hash: hash(widths.join()) }
})
