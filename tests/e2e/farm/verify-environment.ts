import type { Page } from '../../browsers/browser'
import { chooseProcessors } from '../../browsers/processors'
import type { Environment } from './environment'
import { dejavuFolder, fontSets } from './font-sets'

/** What a page sees of the machine. */
interface Shown {
  timeZone: string
  language: string
  width: number
  height: number
  depth: number
  scale: number
  processors: number
  hasWebgl: boolean
  hasOwnFont: boolean
  hasDejavu: boolean
}

/**
 * @throws Error when the page sees another machine than the environment declares: what a browser
 *   silently ignores would leave environments that are alike
 */
export async function verifyEnvironment(page: Page, environment: Environment): Promise<void> {
  const { languages, timeZone, screen, processors, webgl } = environment
  const { sansSerif, folders } = fontSets[environment.fonts]
  const shown = await page.evaluate(readMachine, sansSerif)
  const isNear = (cssPixels: number, pixels: number) =>
    Math.abs(cssPixels * screen.scale - pixels) <= screen.scale
  const claims: Record<string, boolean> = {
    timeZone: shown.timeZone === timeZone,
    // Chromium says `ja` on a system in `ja_JP`.
    language: toLanguage(shown.language) === toLanguage(languages[0]),
    width: isNear(shown.width, screen.width),
    height: isNear(shown.height, screen.height),
    depth: shown.depth === screen.depth,
    scale: shown.scale === screen.scale,
    processors: shown.processors === chooseProcessors(processors).length,
    hasWebgl: shown.hasWebgl === (webgl !== 'none'),
    hasOwnFont: shown.hasOwnFont,
    hasDejavu: shown.hasDejavu === folders.includes(dejavuFolder),
  }
  const wrong = Object.keys(claims).filter((name) => !claims[name])
  if (wrong.length > 0) throw new Error(`not as declared: ${wrong} in ${JSON.stringify(shown)}`)
}

const toLanguage = (tag: string) => tag.split('-')[0]

// Runs in the page, so it must not use anything outside itself.
function readMachine(ownFont: string): Shown {
  const text = document.createElement('canvas').getContext('2d')
  const widthOf = (family: string) => {
    if (!text) return 0
    text.font = `40px ${family}`
    return text.measureText('A machine with fonts of its own').width
  }
  const hasFont = (family: string) => widthOf(`"${family}", monospace`) !== widthOf('monospace')
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: navigator.language,
    width: screen.width,
    height: screen.height,
    depth: screen.colorDepth,
    scale: devicePixelRatio,
    processors: navigator.hardwareConcurrency,
    hasWebgl: document.createElement('canvas').getContext('webgl') !== null,
    hasOwnFont: hasFont(ownFont),
    hasDejavu: hasFont('DejaVu Sans'),
  }
}
