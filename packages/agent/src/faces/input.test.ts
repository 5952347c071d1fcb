import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPage, openTestHouse, type TestHouse } from '../../testing/open-room'
import { isLate } from '../../testing/run-agent'
import { publicKey, serveFaces } from '../../testing/serve-faces'

declare const window: { result?: unknown }

const script = `
import { start } from '/web/v4/${publicKey}?ci=jsl/4.1.5'
const agent = start({})
addEventListener('click', () => setTimeout(() => agent.get().then((result) => { window.result = result })))
`

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  await serveFaces(house.server)
  house.server.assets.set('/input.js', { type: 'text/javascript', body: script })
  house.server.assets.set('/input', aPage('<script type="module" src="/input.js"></script>'))
})
afterAll(() => house.close())

test('what the pointer did since the start travels in the second message', async () => {
  const page = await house.open({ path: '/input' })
  // As a protocol client sends them: Chromium 156 passes fractions and missing pressure on.
  const client = await page.context().newCDPSession(page)
  const send = (type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', x: number) => {
    const button = type === 'mouseMoved' ? 'none' : 'left'
    return client.send('Input.dispatchMouseEvent', { type, x, y: 20, button, clickCount: 1 })
  }
  for (const x of [10.5, 20.25, 30, 40, 50]) await send('mouseMoved', x)
  await send('mousePressed', 50)
  await send('mouseReleased', 50)
  await page.waitForFunction(() => window.result !== undefined)
  const find = () => house.server.posts.find(isLate)?.decoded?.payload.signals?.inputCadence
  await expect.poll(find, { timeout: 10_000 }).toBeDefined()
  expect(find()).toMatchObject({
    value: {
      moves: 5,
      fractionalMoves: 2,
      trustedMoves: 5,
      medianStepMs: expect.any(Number),
      stepSpreadMs: expect.any(Number),
      clicks: 1,
      untrustedClicks: 0,
      clicksWithoutMove: 0,
      zeroPressureClicks: 1,
      shortestPressMs: expect.any(Number),
    },
  })
  expect(await page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(0)
})
