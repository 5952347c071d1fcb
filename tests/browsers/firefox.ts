import { mkdirSync } from 'node:fs'
import { launch, type Page as PuppeteerPage } from 'puppeteer-core'
import { type Browser, defaultWindowSize, type OpenOptions, type Page } from './browser'
import { definedEnv } from './chromium'
import { getBrowserPath } from './find-browser'
import { toPage } from './page'
import { chooseProcessors } from './processors'
import { createScratchFolder } from './scratch-folder'
import { startXvfb } from './xvfb'

/** Preferences for a quiet Firefox that talks to nobody but the page. */
const firefoxPrefs: Readonly<Prefs> = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  // Not what the machine has: eight language packs cost each new profile a second (153).
  'extensions.enabledScopes': 1,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'termsofuse.bypassNotification': true,
  'toolkit.telemetry.enabled': false,
}

type Prefs = Record<string, string | number | boolean>

/** The preferences for these options, driven or not. */
export function toFirefoxPrefs({ screen, processors, incognito, prefs }: OpenOptions): Prefs {
  return {
    ...firefoxPrefs,
    ...(screen?.scale && { 'layout.css.devPixelsPerPx': String(screen.scale) }),
    // It counts the machine's processors, not those it may use (checked in 153).
    ...(processors && { 'dom.maxHardwareConcurrency': chooseProcessors(processors).length }),
    ...(incognito && { 'browser.privatebrowsing.autostart': true }),
    ...prefs,
  }
}

/** Opens Firefox over WebDriver BiDi. */
export async function openFirefox(options: OpenOptions): Promise<Browser> {
  const { headless = true, windowSize = defaultWindowSize, screen, args = [] } = options
  const display = headless ? undefined : await startXvfb(screen)
  const scratch = createScratchFolder('firefox')
  const profile = options.profileDir ?? scratch.path
  // Firefox asks which profile to use when the folder is missing.
  mkdirSync(profile, { recursive: true })
  const browser = await launch({
    browser: 'firefox',
    executablePath: options.executablePath ?? getBrowserPath('firefox'),
    headless,
    userDataDir: profile,
    defaultViewport: null,
    acceptInsecureCerts: options.acceptsAnyCertificate ?? false,
    args: ['--width', String(windowSize.width), '--height', String(windowSize.height), ...args],
    env: {
      ...definedEnv(),
      ...options.env,
      HOME: scratch.path,
      ...(display ? { DISPLAY: display.name } : headlessScreen(screen)),
    },
    extraPrefsFirefox: toFirefoxPrefs(options),
  })
  const version = (await browser.version()).replace(/^firefox\//i, '')
  return {
    kind: 'firefox',
    version,
    async visit(url) {
      return visitPage(await browser.newPage(), url)
    },
    async close() {
      await browser.close()
      await display?.stop()
      scratch.remove()
    },
  }
}

function headlessScreen(screen: OpenOptions['screen']): Record<string, string> {
  if (!screen) return {}
  const { width, height } = screen
  return { MOZ_HEADLESS_WIDTH: String(width), MOZ_HEADLESS_HEIGHT: String(height) }
}

async function visitPage(page: PuppeteerPage, url: string): Promise<Page> {
  const consoleLines: string[] = []
  page.on('console', (line) => consoleLines.push(`${line.type()}: ${line.text()}`))
  await page.goto(url, { waitUntil: 'load' })
  return toPage({
    consoleLines,
    evaluate: (expression) => page.evaluate(expression),
    async reload() {
      await page.reload({ waitUntil: 'load' })
    },
    close: () => page.close(),
  })
}
