import type { NetworkSignature } from '@whorl/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestFront, type Seen, type TestFront } from '../../packages/server/test/front'
import type { Browser } from '../browsers/browser'
import { findBrowser } from '../browsers/find-browser'
import { openBrowser } from '../browsers/open-browser'
import { shownId } from './read-demo'

/**
 * Parts a and b of the JA4, and the HTTP/2 opening, of Chromium 156 and Firefox 153 for a host with a
 * name. Part c moves with releases and decides nothing.
 */
const expected = {
  chromium: {
    ja4: 't13d1517h2_8daaf6152771_',
    http2: '1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p',
  },
  firefox: {
    ja4: 't13d1617h2_86a278354501_',
    http2: '1:65536;2:0;4:131072;5:16384|12517377|0|m,p,a,s',
  },
} as const

const found = (['chromium', 'firefox'] as const).filter(findBrowser)

let front: TestFront
beforeAll(async () => {
  front = await openTestFront()
})
afterAll(() => front.close())

describe.each(found)('%s over TLS', (kind) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser(kind, { acceptsAnyCertificate: true })
  })
  afterAll(() => browser.close())

  test('is known by its handshake, by HTTP/2 and by its first packet', async () => {
    const { signature, httpVersion } = await readSeen(browser)
    expect(httpVersion).toBe('2.0')
    expect(signature.tls).toMatchObject({ family: kind })
    expect(signature.tls?.ja4.startsWith(expected[kind].ja4)).toBe(true)
    expect(signature.http2).toEqual({ text: expected[kind].http2, family: kind })
    // Loopback: the browser's own system opened the connection.
    expect(signature.tcp).toMatchObject({ captured: true, family: 'linux', ttlDistance: 0 })
  })

  test('is identified, and nothing in its connection speaks against it', async () => {
    const page = await browser.visit(`https://localhost:${front.port}/demo`)
    await shownId(page)
    const eventId = JSON.parse(
      await page.evaluate<string>("document.querySelector('#raw').textContent"),
    ).event_id
    const event = await front.house.event(eventId)
    expect(event.signature?.tls?.family).toBe(kind)
    const reasons = Object.values(event.verdicts).flatMap(({ evidence }) => evidence)
    expect(reasons.filter(({ says }) => /handshake|opening|connection/.test(says))).toEqual([])
  })
})

async function readSeen(browser: Browser): Promise<Seen & { signature: NetworkSignature }> {
  const page = await browser.visit(`https://localhost:${front.port}/seen`)
  const text = await page.evaluate<string>(`fetch('/seen').then((reply) => reply.text())`)
  await page.close()
  return JSON.parse(text)
}
