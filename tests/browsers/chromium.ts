import { join } from 'node:path'
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page as PlaywrightPage,
} from 'playwright-core'
import type { Browser, OpenOptions, Page } from './browser'
import { toChromiumArgs } from './chromium-args'
import { getBrowserPath } from './find-browser'
import { toPage } from './page'
import { limitProcessors } from './processors'
import { createScratchFolder } from './scratch-folder'
import { startXvfb } from './xvfb'

/** Opens Chromium through the devtools protocol. */
export async function openChromium(options: OpenOptions): Promise<Browser> {
  const { headless = true, incognito = false, processors } = options
  const display = headless ? undefined : await startXvfb(options.screen)
  const scratch = createScratchFolder('chromium')
  const binary = options.executablePath ?? getBrowserPath('chromium')
  const launch: LaunchOptions = {
    executablePath: processors ? limitProcessors(binary, processors, scratch.path) : binary,
    headless,
    args: toChromiumArgs({ ...options, headless }),
    env: { ...definedEnv(), ...options.env, ...(display && { DISPLAY: display.name }) },
  }
  const profile = options.profileDir ?? join(scratch.path, 'profile')
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
      scratch.remove()
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
