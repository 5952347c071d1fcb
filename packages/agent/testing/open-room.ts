import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { chromiumArgs } from '../../../tests/browsers/chromium-args'
import { getBrowserPath } from '../../../tests/browsers/find-browser'
import { sourceConditions } from '../build.mjs'
import { type Loopback, startLoopback } from './loopback-server'

const here = dirname(fileURLToPath(import.meta.url))

// Plain http on a host that is not this machine's own is an insecure context.
const args = [...chromiumArgs, '--headless=new', '--host-resolver-rules=MAP *.test 127.0.0.1']

export interface TestHouse {
  readonly browser: Browser
  readonly server: Loopback
  /** A page of its own browser context, on the loopback server. */
  open(options?: { path?: string; origin?: string; context?: BrowserContext }): Promise<Page>
  close(): Promise<void>
}

/** A browser and a server; the page `/room` holds the room's parts as `window.room`. */
export async function openTestHouse(): Promise<TestHouse> {
  const [browser, server, script] = await Promise.all([
    chromium.launch({ executablePath: getBrowserPath('chromium'), args }),
    startLoopback(),
    bundleRoom(),
  ])
  server.assets.set('/room.js', { type: 'text/javascript', body: script })
  server.assets.set('/room', aPage('<script src="/room.js"></script>'))
  return {
    browser,
    server,
    async open({ path = '/room', origin = server.origin, context } = {}) {
      const page = await (context ?? (await browser.newContext())).newPage()
      await page.goto(origin + path)
      return page
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/** An HTML page around a fragment of its head. */
export function aPage(head: string, headers: Record<string, string> = {}) {
  const body = `<!doctype html><title>t</title>${head}<body><p>page</p></body>`
  return { type: 'text/html', body, headers }
}

async function bundleRoom(): Promise<string> {
  const bundle = await rolldown({
    input: join(here, 'room.ts'),
    resolve: { conditionNames: sourceConditions },
    platform: 'browser',
  })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  return output[0].code
}
