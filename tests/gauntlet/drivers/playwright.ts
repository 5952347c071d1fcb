import { chromium } from 'playwright-core'
import { chromiumArgs } from '../../browsers/chromium-args'
import { getBrowserPath } from '../../browsers/find-browser'
import type { Opened } from '../cell'
import { withDisplay } from './with-display'

interface PlaywrightOptions {
  readonly headless: boolean
  readonly browser?: 'chromium' | 'chromium-shell'
}

/**
 * As its own first example does it: a new page in a new context. Not Firefox: over its own protocol
 * Playwright 1.65 needs one that it has patched, and over BiDi it opens a page with
 * `emulation.setMediaFeaturesOverride`, which Firefox 153 does not know.
 */
export function openPlaywright(
  url: string,
  { headless, browser: kind = 'chromium' }: PlaywrightOptions,
): Promise<Opened> {
  return withDisplay(headless, async ({ env }) => {
    const executablePath = getBrowserPath(kind)
    const browser = await chromium.launch({
      executablePath,
      headless,
      env,
      args: [...chromiumArgs],
    })
    const page = await browser.newPage()
    await page.goto(url)
    return { close: () => browser.close() }
  })
}
