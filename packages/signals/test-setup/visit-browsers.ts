import type { TestProject } from 'vitest/node'
import type { OpenOptions } from '../../../tests/browsers/browser'
import { type BrowserKind, browserKinds, findBrowser } from '../../../tests/browsers/find-browser'
import { openBrowser } from '../../../tests/browsers/open-browser'
import { collectInPage } from './collect-in-page'
import { startPageServer } from './page-server'
import { browserNames, type PageLoad, type Visit } from './visit'

/** Vitest global setup: reads every source twice in every installed engine, once for all tests. */
export default async function visitBrowsers(project: TestProject): Promise<void> {
  const server = await startPageServer()
  try {
    const visited: Visit[] = []
    for (const kind of browserKinds) {
      if (findBrowser(kind)) visited.push(await visit(kind, server.url))
      else console.warn(`skipped: ${browserNames[kind]} is not installed`)
    }
    const missing = browserKinds.filter((kind) => !findBrowser(kind))
    project.provide('visits', { visited, missing })
  } finally {
    await server.close()
  }
}

async function visit(kind: BrowserKind, url: string): Promise<Visit> {
  const [first, tampered, open] = await load(kind, [url, `${url}tampered`, `${url}open`], {
    windowSize: { width: 1200, height: 800 },
  })
  // Every opening has a profile of its own; an automated WebKitGTK is always private.
  const [second] = await load(kind, [url], {
    windowSize: { width: 900, height: 600 },
    incognito: kind !== 'webkit',
  })
  if (!first || !second || !tampered || !open) throw new Error('one load for each address')
  const major = first.version
    .split('.')
    .slice(0, kind === 'webkit' ? 2 : 1)
    .join('.')
  return {
    kind,
    browser: `${browserNames[kind]} ${major}`,
    loads: [first.page, second.page],
    tampered: tampered.page,
    open: open.page,
  }
}

async function load(kind: BrowserKind, urls: readonly string[], options: OpenOptions) {
  const browser = await openBrowser(kind, options)
  try {
    const loaded: { version: string; page: PageLoad }[] = []
    for (const url of urls) {
      const page = await browser.visit(url)
      const collected = await page.evaluate(collectInPage)
      const consoleLines = page.consoleLines && [...page.consoleLines]
      loaded.push({
        version: browser.version,
        page: { ...collected, ...(consoleLines && { consoleLines }) },
      })
    }
    return loaded
  } finally {
    await browser.close()
  }
}
