import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstallation, type ServerProcess, startServer } from '../../tools/server-process.mjs'
import type { Browser } from '../browsers/browser'
import { browserKinds, findBrowser } from '../browsers/find-browser'
import { openBrowser } from '../browsers/open-browser'
import { createScratchFolder } from '../browsers/scratch-folder'
import { readDemo, shownId } from './read-demo'

// The built server in its own process, as an operator runs it.
const installation = createInstallation()
let server: ServerProcess

beforeAll(async () => {
  server = await startServer(installation)
})

afterAll(async () => {
  await server.end('SIGTERM')
  installation.remove()
})

/** Comes back at the same address, so that the page keeps its origin. */
async function restartServer(): Promise<void> {
  expect(await server.end('SIGTERM')).toBe(0)
  server = await startServer(installation, { port: server.port })
}

const found = browserKinds.filter(findBrowser)

describe.each(found)('%s', (kind) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser(kind)
  })
  afterAll(() => browser.close())

  test('keeps its id over a reload and over a restart of the server', async () => {
    const page = await browser.visit(`${server.endpoint}/demo`)
    const id = await shownId(page)
    await page.reload()
    expect(await shownId(page)).toBe(id)
    await restartServer()
    await page.reload()
    expect(await shownId(page)).toBe(id)
  })

  test('keeps its id in another window size', async () => {
    const id = await readDemo(browser, server.endpoint)
    const other = await openBrowser(kind, { windowSize: { width: 1000, height: 640 } })
    try {
      const page = await other.visit(`${server.endpoint}/demo`)
      expect(await page.evaluate('outerWidth')).toBe(1000)
      // No token came along: the device alone must be enough.
      expect(await shownId(page)).toBe(id)
    } finally {
      await other.close()
    }
  })
})

describe.each((['chromium', 'firefox'] as const).filter(findBrowser))('%s', (kind) => {
  test('keeps its id over a restart with the same profile, in any window size', async () => {
    const profile = createScratchFolder('profile')
    const ids: string[] = []
    try {
      for (const width of [1280, 1280, 1000]) {
        const options = { profileDir: profile.path, windowSize: { width, height: 800 } }
        const browser = await openBrowser(kind, options)
        try {
          ids.push(await readDemo(browser, server.endpoint))
        } finally {
          await browser.close()
        }
      }
    } finally {
      profile.remove()
    }
    expect(new Set(ids).size).toBe(1)
  })
})

describe.runIf(findBrowser('chromium'))('chromium', () => {
  test('has one id with a fresh profile and in an incognito window', async () => {
    const ids: string[] = []
    for (const incognito of [false, false, true]) {
      const browser = await openBrowser('chromium', { incognito })
      try {
        ids.push(await readDemo(browser, server.endpoint))
      } finally {
        await browser.close()
      }
    }
    expect(new Set(ids).size).toBe(1)
  })
})

test.runIf(found.length > 1)('two engines on one machine are two visitors', async () => {
  const ids: string[] = []
  for (const kind of found) {
    const browser = await openBrowser(kind)
    try {
      ids.push(await readDemo(browser, server.endpoint))
    } finally {
      await browser.close()
    }
  }
  expect(new Set(ids).size).toBe(found.length)
})
