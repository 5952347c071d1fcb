import { type BrowserContextOptions, chromium, firefox, type LaunchOptions } from 'playwright-core'
import { chromiumArgs } from '../../browsers/chromium-args'
import { getBrowserPath } from '../../browsers/find-browser'
import type { Opened } from '../cell'
import { withDisplay } from './with-display'

interface PlaywrightOptions {
  readonly headless: boolean
  readonly browser?: 'chromium' | 'chromium-shell' | 'firefox'
  readonly args?: readonly string[]
}

/** Firefox 153 does not know the command by which Playwright 1.65 sets these over BiDi. */
const firefoxPage: BrowserContextOptions = {
  colorScheme: null,
  contrast: null,
  forcedColors: null,
  reducedMotion: null,
}

/** As its own first example does it: a new page in a new context. */
export function openPlaywright(
  url: string,
  { headless, browser: kind = 'chromium', args = [] }: PlaywrightOptions,
): Promise<Opened> {
  return withDisplay(headless, async ({ env }) => {
    const launch: LaunchOptions = { executablePath: getBrowserPath(kind), headless, env }
    const browser = await (kind === 'firefox'
      ? // Over WebDriver BiDi: its own protocol needs a Firefox that it has patched (1.65).
        firefox.launch({ ...launch, channel: 'moz-firefox' })
      : chromium.launch({ ...launch, args: [...chromiumArgs, ...args] }))
    const page = await browser.newPage(kind === 'firefox' ? firefoxPage : {})
    await page.goto(url)
    return { close: () => browser.close() }
  })
}
