import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page as PlaywrightPage,
} from 'playwright-core'
import { type Browser, defaultWindowSize, type OpenOptions, type Page } from './browser'
import { getBrowserPath } from './find-browser'
import { toPage } from './page'
import { createScratchFolder } from './scratch-folder'
import { startXvfb } from './xvfb'

/** Flags for a quiet Chromium that talks to nobody but the page; also used without a driver. */
export const chromiumArgs: readonly string[] = [
  // Chromium refuses to sandbox itself as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--password-store=basic',
]

/** Opens Chromium through the devtools protocol. */
export async function openChromium(options: OpenOptions): Promise<Browser> {
  const { headless = true, windowSize = defaultWindowSize, args = [], incognito = false } = options
  const display = headless ? undefined : await startXvfb()
  const scratch = options.profileDir ? undefined : createScratchFolder('chromium')
  const launch: LaunchOptions = {
    executablePath: getBrowserPath('chromium'),
    headless,
    args: [
      ...chromiumArgs,
      ...(headless ? ['--headless=new'] : []),
      `--window-size=${windowSize.width},${windowSize.height}`,
      ...args,
    ],
    env: { ...definedEnv(), ...(display && { DISPLAY: display.name }) },
  }
  const profile = options.profileDir ?? scratch?.path ?? ''
  const context = await (incognito ? openIncognito(launch) : openProfile(profile, launch))
  return {
    kind: 'chromium',
    version: context.version,
    async visit(url) {
      const page = await context.context.newPage()
      return visitPage(page, url)
    },
    async close() {
      await context.close()
      await display?.stop()
      scratch?.remove()
    },
  }
}

interface OpenContext {
  context: BrowserContext
  version: string
  close(): Promise<void>
}

const contextOptions: BrowserContextOptions = { viewport: null }

async function openProfile(profileDir: string, launch: LaunchOptions): Promise<OpenContext> {
  const context = await chromium.launchPersistentContext(profileDir, {
    ...launch,
    ...contextOptions,
  })
  const version = context.browser()?.version() ?? 'unknown'
  return { context, version, close: () => context.close() }
}

// A second context of one browser is an off-the-record profile, exactly like an incognito window.
async function openIncognito(launch: LaunchOptions): Promise<OpenContext> {
  const browser = await chromium.launch(launch)
  const context = await browser.newContext(contextOptions)
  return { context, version: browser.version(), close: () => browser.close() }
}

async function visitPage(page: PlaywrightPage, url: string): Promise<Page> {
  const consoleLines: string[] = []
  page.on('console', (line) => consoleLines.push(`${line.type()}: ${line.text()}`))
  await page.goto(url, { waitUntil: 'load' })
  return toPage({
    consoleLines,
    evaluate: (expression) => evaluateOrWait(page, expression),
    async reload() {
      await page.reload({ waitUntil: 'load' })
    },
    close: () => page.close(),
  })
}

// A navigation in between destroys the context: then the next page answers.
async function evaluateOrWait(page: PlaywrightPage, expression: string): Promise<unknown> {
  try {
    return await page.evaluate(expression)
  } catch (error) {
    if (!(error instanceof Error && /context was destroyed/i.test(error.message))) throw error
    await page.waitForLoadState('load')
    return page.evaluate(expression)
  }
}

/** This process's environment without the variables that are not set. */
export function definedEnv(): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value
  }
  return env
}
