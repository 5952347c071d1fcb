import { createServer } from 'node:net'
import { type Browser, defaultWindowSize, type OpenOptions, type Page } from './browser'
import { definedEnv } from './chromium'
import { getBrowserPath } from './find-browser'
import { toPage } from './page'
import { startGroup } from './process-group'
import { createScratchFolder } from './scratch-folder'
import { createWebDriver, type WebDriver } from './web-driver'
import { startXvfb } from './xvfb'

/** Where MiniBrowser keeps things, all inside one folder; and the sandbox, which root cannot use. */
export function webkitEnv(home: string, display: string): Record<string, string> {
  return {
    ...definedEnv(),
    HOME: home,
    XDG_DATA_HOME: `${home}/data`,
    XDG_CACHE_HOME: `${home}/cache`,
    XDG_CONFIG_HOME: `${home}/config`,
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
  }
}

/**
 * Opens WebKitGTK's MiniBrowser through WebKitWebDriver. An automated MiniBrowser is always
 * ephemeral (checked in 2.50): a profile folder that should last needs `openUnautomated`.
 */
export async function openWebkit(options: OpenOptions): Promise<Browser> {
  if (options.profileDir) {
    throw new Error('an automated MiniBrowser keeps nothing: use openUnautomated for a profile')
  }
  const binary = options.executablePath ?? getBrowserPath('webkit')
  const { windowSize = defaultWindowSize, args = [] } = options
  const display = await startXvfb(options.screen)
  const scratch = createScratchFolder('webkit')
  const port = await findFreePort()
  const group = startGroup(driverPath(), [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...webkitEnv(scratch.path, display.name), ...options.env },
  })
  const driver = await createWebDriver(`http://127.0.0.1:${port}`, {
    'webkitgtk:browserOptions': { binary, args: ['--automation', ...args] },
  })
  // The session's window is not MiniBrowser's own: `--geometry` does not reach it.
  await driver.resizeWindow(windowSize.width, windowSize.height)
  let isFirst = true
  return {
    kind: 'webkit',
    version: driver.browserVersion,
    async visit(url) {
      const handle = isFirst ? await driver.currentWindow() : await driver.newTab()
      isFirst = false
      return visitPage(driver, handle, url)
    },
    async close() {
      await driver.quit()
      await group.stop({ graceMs: 3_000 })
      await display.stop()
      scratch.remove()
    },
  }
}

async function visitPage(driver: WebDriver, handle: string, url: string): Promise<Page> {
  await driver.switchTo(handle)
  await driver.navigate(url)
  return toPage({
    async evaluate(expression) {
      await driver.switchTo(handle)
      return driver.evaluate(expression)
    },
    async reload() {
      await driver.switchTo(handle)
      await driver.reload()
    },
    async close() {
      await driver.switchTo(handle)
      await driver.closeWindow()
    },
  })
}

function driverPath(): string {
  return process.env.WHORL_WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver'
}

/** A TCP port that was free a moment ago: the driver cannot choose one itself. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
