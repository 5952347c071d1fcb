import { expect, test } from 'vitest'
import { parseRanges } from '../address'
import { enrichRequest } from '../enrich'
import type { ForwardedSignatures } from './forwarded-signature'

const chromium = 't13d1517h2_8daaf6152771_cb7bf5808d99'
const own = { tls: { ja4: 't13d181100_85036bcba153_d41ae481755e', family: 'python' } } as const

function signatureFrom(
  socketAddress: string,
  rawHeaders: readonly string[],
  forwardedSignatures: ForwardedSignatures,
) {
  const trustedProxies = parseRanges(['10.0.0.0/8'])
  const facts = { socketAddress, rawHeaders, trustedProxies, signature: own, forwardedSignatures }
  return enrichRequest(facts).signature
}

test.each([
  ['cloudflare', 'CF-JA4'],
  ['whorl', 'X-Whorl-JA4'],
] as const)('%s: a trusted proxy tells the JA4 by %s', (source, name) => {
  expect(signatureFrom('10.1.2.3', [name, chromium], source)).toEqual({
    tls: { ja4: chromium, family: 'chromium' },
    tcp: { captured: false },
  })
})

test('nobody else does', () => {
  expect(signatureFrom('192.0.2.1', ['x-whorl-ja4', chromium], 'whorl')).toEqual(own)
})

test.each([
  ['another source', 'cf-ja4', chromium, 'whorl'],
  ['off', 'x-whorl-ja4', chromium, 'off'],
  ['no JA4', 'x-whorl-ja4', '<script>', 'whorl'],
] as const)("a trusted proxy's own signature is nobody's: %s", (_, name, text, source) => {
  expect(signatureFrom('10.1.2.3', [name, text], source)).toEqual({ tcp: { captured: false } })
})

test('the signature of a relay is not the visitor’s', () => {
  const facts = { socketAddress: '192.0.2.1', rawHeaders: [], trustedProxies: parseRanges([]) }
  expect(enrichRequest({ ...facts, signature: own, isRelayed: true }).signature).toEqual({
    tcp: { captured: false },
  })
})

test('over HTTP/2 the authority stands for the host', () => {
  const rawHeaders = [':method', 'POST', ':authority', 'id.example', 'user-agent', 'x']
  const facts = { socketAddress: '192.0.2.1', rawHeaders, trustedProxies: parseRanges([]) }
  expect(enrichRequest(facts).headers).toMatchObject({ host: 'id.example' })
})
