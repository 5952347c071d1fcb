import { openBrowser } from '../browsers/open-browser'
import type { Cell, CellKind, Need, Opened } from './cell'
import { openOverProtocol } from './drivers/devtools-protocol'
import { openMarionette } from './drivers/marionette'
import { openPlaywright } from './drivers/playwright'
import { openPuppeteer } from './drivers/puppeteer'
import { openSelenium } from './drivers/selenium'
import { linuxChrome, windowsChrome } from './people'
import { sharedEnv } from './shared-environment'

type Open = (url: string, folder: string, headless: boolean) => Promise<Opened>

const window: Need = 'virtual screen'

/** A driven browser, without a window and with one. */
function bothWays(name: string, needs: readonly Need[], open: Open): Cell[] {
  return [headless(name, needs, open), headed(name, needs, open)]
}

const headless = (name: string, needs: readonly Need[], open: Open, kind: CellKind = 'bot') =>
  bot(`${name}, headless`, needs, (url, folder) => open(url, folder, true), kind)

const headed = (name: string, needs: readonly Need[], open: Open, kind: CellKind = 'bot') =>
  bot(`${name}, headed`, [...needs, window], (url, folder) => open(url, folder, false), kind)

const bot = (name: string, needs: readonly Need[], open: Cell['open'], kind: CellKind): Cell => ({
  name,
  kind,
  needs,
  open,
})

const playwright: readonly Cell[] = [
  ...bothWays('Playwright Chromium', ['chromium'], (url, _, headless) =>
    openPlaywright(url, { headless }),
  ),
  headless('Playwright headless shell', ['chromium-shell'], (url, _, headless) =>
    openPlaywright(url, { headless, browser: 'chromium-shell' }),
  ),
  // The same without the flag that says so, with a lasting profile and no viewport.
  headed('Playwright Chromium as a person', ['chromium'], async (url, folder, headless) => {
    const browser = await openBrowser('chromium', {
      headless,
      profileDir: `${folder}/profile`,
      env: sharedEnv,
      args: ['--disable-blink-features=AutomationControlled'],
    })
    await browser.visit(url)
    return browser
  }),
]

const puppeteer: readonly Cell[] = [
  ...bothWays('Puppeteer Chromium', ['chromium'], (url, _, headless) =>
    openPuppeteer(url, { headless }),
  ),
  headless('Puppeteer headless shell', ['chromium-shell'], (url, _, headless) =>
    openPuppeteer(url, { headless, browser: 'chromium-shell' }),
  ),
  ...bothWays('Puppeteer with stealth', ['chromium'], (url, _, headless) =>
    openPuppeteer(url, { headless, isStealthy: true }),
  ),
  ...bothWays('Puppeteer Firefox (BiDi)', ['firefox'], async (url, folder, headless) => {
    const profileDir = `${folder}/profile`
    const browser = await openBrowser('firefox', { headless, profileDir, env: sharedEnv })
    await browser.visit(url)
    return browser
  }),
]

const selenium: readonly Cell[] = [
  ...bothWays('Selenium', ['chromium', 'chromedriver'], (url, _, headless) =>
    openSelenium(url, { headless }),
  ),
  ...bothWays('Selenium, evasive flags', ['chromium', 'chromedriver'], (url, _, headless) =>
    openSelenium(url, { headless, isEvasive: true }),
  ),
]

const others: readonly Cell[] = [
  ...bothWays('Firefox over Marionette', ['firefox'], (url, folder, headless) =>
    openMarionette(url, { headless, profileDir: `${folder}/profile` }),
  ),
  ...bothWays('Chromium over the protocol', ['chromium'], (url, folder, headless) =>
    openOverProtocol(url, { headless, profileDir: `${folder}/profile` }),
  ),
  ...bothWays('Chromium over the protocol, quiet', ['chromium'], (url, folder, headless) =>
    openOverProtocol(url, { headless, profileDir: `${folder}/profile`, isQuiet: true }),
  ),
  // Nothing says so by name: neither flag nor user agent.
  headless('Chromium over the protocol, quiet and renamed', ['chromium'], (url, folder, headless) =>
    openOverProtocol(url, {
      headless,
      profileDir: `${folder}/profile`,
      isQuiet: true,
      args: [`--user-agent=${linuxChrome}`],
    }),
  ),
  headed('WebKitGTK over WebDriver', ['webkit'], async (url) => {
    const browser = await openBrowser('webkit', { env: sharedEnv })
    await browser.visit(url)
    return browser
  }),
]

export const bots: readonly Cell[] = [...playwright, ...puppeteer, ...selenium, ...others]

/** Overrides that need a driver; as quiet as one can be, since the override is what counts. */
export const drivenOverrides: readonly Cell[] = [
  headed(
    'Chromium, user agent by protocol',
    ['chromium'],
    (url, folder, headless) =>
      openOverProtocol(url, {
        headless,
        profileDir: `${folder}/profile`,
        isQuiet: true,
        before: [['Emulation.setUserAgentOverride', { userAgent: windowsChrome }]],
      }),
    'override',
  ),
]
