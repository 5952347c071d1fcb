import { describe, expect, test } from 'vitest'
import type { ClientHello } from './client-hello'
import { ja4, ja4Pattern } from './ja4'
import { tlsFamily } from './tls-families'

const list = (text: string) => text.split(',').map((hex) => Number.parseInt(hex, 16))

/** A Chromium of 2023: the hello that the definition of JA4 takes as its example. */
const example: ClientHello = {
  version: 0x0303,
  supportedVersions: list('3a3a,0304,0303'),
  ciphers: list('8a8a,1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035'),
  extensions: list(
    '4a4a,001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015,fafa',
  ),
  alpn: Buffer.from('h2'),
  signatureAlgorithms: list('0403,0804,0401,0503,0805,0501,0806,0601'),
}
const bare: ClientHello = {
  version: 0x0301,
  supportedVersions: [],
  ciphers: [],
  extensions: [],
  alpn: undefined,
  signatureAlgorithms: [],
}

test('gives the published fingerprint of the published example', () => {
  expect(ja4(example)).toBe('t13d1516h2_8daaf6152771_e5627efa2ab1')
})

test('does not depend on the order of ciphers and extensions', () => {
  const ciphers = [...example.ciphers].reverse()
  const extensions = [...example.extensions].reverse()
  expect(ja4({ ...example, ciphers, extensions })).toBe(ja4(example))
})

test('depends on the order of signature algorithms', () => {
  const signatureAlgorithms = [...example.signatureAlgorithms].reverse()
  expect(ja4({ ...example, signatureAlgorithms })).not.toBe(ja4(example))
})

test('writes zeros for empty lists', () => {
  expect(ja4(bare)).toBe('t10i000000_000000000000_000000000000')
})

test('leaves the underscore out when there are no signature algorithms', () => {
  // printf 0005 | sha256sum
  expect(ja4({ ...bare, extensions: [5] })).toBe('t10i000100_000000000000_1ed8eb363bcd')
})

test('counts to 99', () => {
  const ciphers = Array.from({ length: 150 }, (_, index) => index)
  expect(ja4({ ...bare, ciphers })).toMatch(/^t10i990000_/)
})

describe('the first part', () => {
  test.each([
    [0x0304, '13'],
    [0x0303, '12'],
    [0x0302, '11'],
    [0x0301, '10'],
    [0x0300, '00'],
  ])('names version %i as %s', (version, text) => {
    expect(ja4({ ...bare, version }).slice(1, 3)).toBe(text)
  })

  test('prefers the highest supported version, GREASE aside', () => {
    const supportedVersions = list('0303,fafa,0304')
    expect(ja4({ ...bare, supportedVersions }).slice(1, 3)).toBe('13')
  })

  test.each([
    ['h2', 'h2'],
    ['http/1.1', 'h1'],
    ['http/0.9', 'h9'],
    ['x', 'xx'],
    ['\xab\xcd', '99'],
    ['h\xcd', 'h9'],
    ['\0\n', '99'],
  ])('takes both ends of the protocol %j', (name, ends) => {
    expect(ja4({ ...bare, alpn: Buffer.from(name, 'latin1') }).slice(8, 10)).toBe(ends)
  })

  test('tells whether a server was named', () => {
    expect(ja4({ ...bare, extensions: [0] }).slice(3, 4)).toBe('d')
    expect(ja4({ ...bare, extensions: [1] }).slice(3, 4)).toBe('i')
  })
})

test('what it gives has the form that is demanded of others', () => {
  for (const hello of [example, bare]) expect(ja4(hello)).toMatch(ja4Pattern)
  expect('t13d1516h2_8daaf6152771').not.toMatch(ja4Pattern)
})

test.each([
  ['t13d1517h2_8daaf6152771_cb7bf5808d99', 'chromium'],
  ['t13i1516h2_8daaf6152771_000000000000', 'chromium'],
  ['t13d1617h2_86a278354501_3cbfd9057e0d', 'firefox'],
  ['t13d3112h1_e8f1e7e78f70_b26ce05bbdd6', 'curl'],
  ['t13d591000_a33745022dd6_1f22a2ca17c4', 'node'],
  ['t13d5911h1_a33745022dd6_1f22a2ca17c4', 'undici'],
  ['t13d181100_85036bcba153_d41ae481755e', 'python'],
  ['t12d1517h2_8daaf6152771_cb7bf5808d99', undefined],
  ['t13d151700_8daaf6152771_cb7bf5808d99', undefined],
  ['nonsense', undefined],
])('%s is of %s', (text, family) => {
  expect(tlsFamily(text)).toBe(family)
})
