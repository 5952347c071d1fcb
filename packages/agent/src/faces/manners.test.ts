import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { aPage, openTestHouse, type TestHouse } from '../../testing/open-room'
import { publicKey, serveFaces } from '../../testing/serve-faces'

interface Seen {
  violations: string[]
  changes: string[]
  result: unknown
}
declare const window: { seen: Seen; done: Promise<unknown> }

/** Runs the v4 face and writes down what the page could notice. */
const watcher = `
window.seen = { violations: [], changes: [] }
addEventListener('securitypolicyviolation', (event) => {
  seen.violations.push(event.effectiveDirective + ' ' + event.blockedURI)
})
new MutationObserver((records) => {
  for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
    const names = [...addedNodes, ...removedNodes].map(({ nodeName }) => nodeName)
    seen.changes.push([type, target.nodeName, ...(attributeName ? [attributeName] : []), ...names].join(' '))
  }
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
`

const page = `
import { start } from '/web/v4/${publicKey}?ci=jsl/4.1.5'
addEventListener('load', () => {
  window.seen.changes.length = 0
  window.done = start({}).get().then((result) => { window.seen.result = result })
})
`

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  await serveFaces(house.server)
  const { assets } = house.server
  assets.set('/watcher.js', { type: 'text/javascript', body: watcher })
  assets.set('/page.js', { type: 'text/javascript', body: page })
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"
  const head = '<script src="/watcher.js"></script><script type="module" src="/page.js"></script>'
  assets.set('/strict', aPage(head, { 'content-security-policy': policy }))
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

async function visit(): Promise<{ opened: Page; seen: Seen; said: string[] }> {
  const context = await house.browser.newContext()
  const opened = await context.newPage()
  const said: string[] = []
  opened.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  opened.on('pageerror', (error) => said.push(`error: ${error.message}`))
  await opened.goto(`${house.server.origin}/strict`)
  await opened.waitForFunction(() => window.seen.result !== undefined)
  // The late sources may not misbehave either.
  await expect
    .poll(() => house.server.posts.some(({ decoded }) => decoded?.payload.kind === 'late'), {
      timeout: 10_000,
    })
    .toBe(true)
  return { opened, seen: await opened.evaluate(() => window.seen), said }
}

test('under a strict policy the agent works, violates nothing, says nothing, shows nothing', async () => {
  const { opened, seen, said } = await visit()
  expect(seen.result).toMatchObject({ visitor_id: expect.any(String) })
  expect(seen.violations).toEqual([])
  // The formatting trap makes one empty debug call; nothing else may be said.
  expect(said.filter((line) => line.replace(/^debug: (Error)?\s*/, '') !== '')).toEqual([])
  // The browser itself empties the frame's nonce where there is a policy.
  const frame = /^(childList (BODY|HTML) IFRAME|attributes IFRAME nonce)$/
  expect(seen.changes.filter((change) => !frame.test(change))).toEqual([])
  expect(await opened.evaluate(() => document.querySelectorAll('iframe').length)).toBe(0)
  expect(await opened.evaluate(() => document.body.innerHTML.trim())).toBe('<p>page</p>')
})

test('every early signal was read or says why not', async () => {
  await visit()
  const signals = house.server.identified()[0]?.payload.signals ?? {}
  const failed = Object.entries(signals).filter(([, { error }]) => error !== undefined)
  expect(Object.keys(signals).length).toBeGreaterThan(40)
  expect(failed).toEqual([])
})
