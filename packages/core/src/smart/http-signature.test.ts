import { expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import type { NetworkSignature } from '../network-signature'
import { bot } from './bot'
import { httpContradictions } from './http-contradictions'
import { chromium156, firefox153, type RequestSample, requestOf, webkitgtk } from './http-samples'

const ja4 = 't13d1517h2_8daaf6152771_cb7bf5808d99'

function factsOf(sample: RequestSample, signature?: NetworkSignature, isRelayed = false) {
  const request = requestOf(sample)
  return sampleFacts({
    signals: { ...sample.page, webdriver: { value: false } },
    network: {
      ...request,
      headers: { ...request.headers, ...(isRelayed && { isRelayed }) },
      ...(signature && { signature }),
    },
  })
}
const says = (...args: Parameters<typeof factsOf>) =>
  httpContradictions(factsOf(...args)).map((one) => one.says)

test.each<[string, RequestSample, NetworkSignature]>([
  ['Chromium', chromium156, { tls: { ja4, family: 'chromium' } }],
  [
    'Chromium over HTTP/2',
    chromium156,
    { tls: { ja4, family: 'chromium' }, http2: { text: '', family: 'chromium' } },
  ],
  ['Firefox', firefox153, { tls: { ja4, family: 'firefox' } }],
  ['WebKitGTK, whose handshake no table knows', webkitgtk, { tls: { ja4 } }],
  ['a browser that is newer than the tables', chromium156, { tls: { ja4 }, http2: { text: '' } }],
  ['a connection that was not seen', chromium156, { tcp: { captured: false } }],
])('leaves %s alone', (_, sample, signature) => {
  expect(says(sample, signature)).toEqual([])
})

test('a library under a browser’s name is a bot', () => {
  const facts = factsOf(chromium156, { tls: { ja4, family: 'curl' } })
  expect(bot.detect(facts)?.value).toMatchObject({ result: 'bad' })
  expect(says(chromium156, { tls: { ja4, family: 'curl' } })).toEqual([
    'the TLS handshake is that of curl, not of Chromium',
  ])
})

test('another browser under the name is an override, and no bot', () => {
  const facts = factsOf(firefox153, { tls: { ja4, family: 'chromium' } })
  expect(httpContradictions(facts)).toEqual([
    {
      says: 'the TLS handshake is that of chromium, not of Firefox',
      weight: 0.9,
      kind: 'override',
    },
  ])
  expect(bot.detect(facts)?.value).toMatchObject({ result: 'not_detected' })
})

test('the connection of a proxy integration tells nothing', () => {
  expect(says(chromium156, { tls: { ja4, family: 'node' } }, true)).toEqual([])
})
