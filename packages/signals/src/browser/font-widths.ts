import { hash } from './hash'
import { keepBriefly } from './keep-briefly'
import { openText, sampleText } from './text-context'
import { takeTurns } from './turns'

const sizePx = 48

/**
 * Proportional fonts are measured with the generic monospaced one to fall back on, monospaced ones
 * with a proportional one: one measuring each, and no font has the width of its fallback.
 */
const proportionalBase = 'monospace'
const monospacedBase = 'serif'
const monospaced = [
  'Lucida Console',
  'Menlo',
  'Liberation Mono',
  'Droid Sans Mono',
  'FreeMono',
  'Fira Code',
  'Source Code Pro',
  'MS Gothic',
]

/** Fonts that tell systems, their versions and installed office or design software apart. */
const proportional = [
  // Windows, by release, and its languages.
  'Calibri',
  'Cambria Math',
  'Gabriola',
  'Bahnschrift',
  'Ink Free',
  'HoloLens MDL2 Assets',
  'Segoe Fluent Icons',
  'Sitka Text',
  'Marlett',
  'Palatino Linotype',
  'Franklin Gothic Medium',
  'Leelawadee UI',
  'Meiryo UI',
  'Microsoft Uighur',
  'Nirmala UI',
  'SimHei',
  // Office and design software.
  'Agency FB',
  'Arial Unicode MS',
  'Aptos',
  'Century Gothic',
  'Haettenschweiler',
  'Monotype Corsiva',
  'Myriad Pro',
  'Minion Pro',
  // macOS and iOS.
  'Helvetica Neue',
  'Avenir Next',
  'Futura',
  'Gill Sans',
  'Galvji',
  'InaiMathi Bold',
  'PingFang HK Light',
  'Hiragino Sans',
  'Apple SD Gothic Neo',
  'Luminari',
  'Zapfino',
  // Linux, Android, ChromeOS.
  'DejaVu Sans',
  'Ubuntu',
  'Cantarell',
  'Noto Sans',
  'Noto Sans CJK JP',
  'Roboto',
  'Carlito',
  'Google Sans',
]

const generics = ['monospace', 'serif', 'sans-serif', 'system-ui']

/** Measuring a font for the first time reads its file: 1 to 5 ms each. */
const sliceMs = 20

/**
 * Installed fonts by the width of a text, in slices. `undefined` where the page has no 2D canvas. Others
 * measure on the same canvas in between.
 */
export const readFontWidths = /* @__PURE__ */ keepBriefly(async () => {
  const context = openText()
  if (!context) return undefined
  const turn = takeTurns(sliceMs)
  const widthOf = async (family: string) => {
    const waiting = turn()
    if (waiting) await waiting
    context.font = `${sizePx}px ${family}`
    return context.measureText(sampleText).width
  }
  const widths: number[] = []
  for (const generic of generics) widths.push(await widthOf(generic))
  const installed: string[] = []
  const probe = async (names: readonly string[], base: string) => {
    const baseWidth = await widthOf(base)
    for (const name of names) {
      const width = await widthOf(`"${name}",${base}`)
      if (width === baseWidth) continue
      widths.push(width)
      installed.push(name)
    }
  }
  await probe(proportional, proportionalBase)
  await probe(monospaced, monospacedBase)
  return { installed, hash: hash(widths.join()) }
})
