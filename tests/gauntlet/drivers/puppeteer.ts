import puppeteerCore, { type LaunchOptions } from 'puppeteer-core'
import { addExtra, type VanillaPuppeteer } from 'puppeteer-extra'
import stealth from 'puppeteer-extra-plugin-stealth'
import { chromiumArgs } from '../../browsers/chromium-args'
import { getBrowserPath } from '../../browsers/find-browser'
import type { Opened } from '../cell'
import { withDisplay } from './with-display'

interface PuppeteerOptions {
  readonly headless: boolean
  /** Through puppeteer-extra with its stealth plugin. @default false */
  readonly isStealthy?: boolean
  readonly browser?: 'chromium' | 'chromium-shell'
}

/** As its own first example does it: a new page with the default viewport. */
export function openPuppeteer(
  url: string,
  { headless, isStealthy = false, browser: kind = 'chromium' }: PuppeteerOptions,
): Promise<Opened> {
  return withDisplay(headless, async ({ env }) => {
    const options: LaunchOptions = {
      executablePath: getBrowserPath(kind),
      headless: kind === 'chromium-shell' && headless ? 'shell' : headless,
      args: [...chromiumArgs],
      env,
    }
    const browser = await (isStealthy ? launchStealthy(options) : puppeteerCore.launch(options))
    const page = await browser.newPage()
    await page.goto(url)
    return { close: () => browser.close() }
  })
}

function launchStealthy(options: LaunchOptions) {
  // Its types are those of a Puppeteer that still downloaded browsers; the plugin uses only `launch`.
  const extra = addExtra(puppeteerCore as unknown as VanillaPuppeteer)
  extra.use(stealth())
  return extra.launch(options as Parameters<typeof extra.launch>[0])
}
