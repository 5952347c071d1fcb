import { chromium, firefox, type LaunchOptions } from 'playwright-core'
import { chromiumArgs } from '../../browsers/chromium-args'
import { getBrowserPath } from '../../browsers/find-browser'
import type { Opened } from '../cell'
import { withDisplay } from './with-display'

interface PlaywrightOptions {
  readonly headless: boolean
  readonly browser?: 'chromium' | 'chromium-shell' | 'firefox'
  readonly args?: readonly string[]
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
    const page = await browser.newPage()
    await page.goto(url)
    return { close: () => browser.close() }
  })
}
