import { parseRanges } from '@whorl/enrich'
import { describe, expect, test } from 'vitest'
import { createMayReach, mistakeInHost, mistakeInUrl } from './webhook-url'

const mayReach = createMayReach(parseRanges([]))

/** Ways to reach this machine or its network, from OWASP's SSRF sheet and the IANA registries. */
const hostile = [
  // Loopback and its spellings.
  'http://127.0.0.1/',
  'http://127.0.0.1:8080/',
  'http://127.1/',
  'http://127.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://127.255.255.254/',
  'http://１２７.0.0.1/',
  'http://127。0。0。1/',
  'http://127.0.0.1./',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::]/',
  'http://0.0.0.0/',
  'http://0/',
  // Private, shared, link-local, metadata.
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.170.2/',
  'http://2852039166/',
  'http://168.63.129.16/',
  'http://192.0.0.192/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fec0::1]/',
  // IPv4 inside IPv6.
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::127.0.0.1]/',
  'http://[::7f00:1]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:a00:1::1]/',
  'http://[2001:0:7f00:1::]/',
  // Multicast, broadcast, benchmark, documentation, reserved.
  'http://224.0.0.1/',
  'http://239.255.255.255/',
  'http://255.255.255.255/',
  'http://198.18.0.1/',
  'http://192.0.2.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://240.0.0.1/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://[100::1]/',
  // Not http, other ports, credentials, disguises.
  'ftp://hook.example/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_x',
  'javascript:alert(1)',
  'data:text/plain,x',
  'unix:/var/run/docker.sock',
  'http://hook.example:22/',
  'http://hook.example:25/',
  'https://hook.example:6/',
  'https://user:pass@hook.example/',
  'https://hook.example@127.0.0.1/',
  'https://hook.example\\@127.0.0.1/',
  'https://hook.ex\nample/',
  'https://',
  '//hook.example/',
  `https://hook.example/${'x'.repeat(2_000)}`,
]

test('there are more than sixty hostile addresses', () => {
  expect(new Set(hostile).size).toBeGreaterThan(60)
})

test.each(hostile)('refuses %j', (url) => {
  expect(mistakeInUrl(url, mayReach)).toMatch(/^[^.].{10,}[^.]$/s)
})

test.each([
  'https://hook.example/a?b=c',
  'http://hook.example',
  'https://hook.example:8443/x',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
])('takes %j', (url) => {
  expect(mistakeInUrl(url, mayReach)).toBeUndefined()
})

test('takes what the operator allows, and nothing beside it', () => {
  const allowed = createMayReach(parseRanges(['10.1.0.0/16', '::1']))
  expect(mistakeInUrl('http://10.1.2.3/', allowed)).toBeUndefined()
  expect(mistakeInUrl('http://[::ffff:10.1.2.3]/', allowed)).toBeUndefined()
  expect(mistakeInUrl('http://[::1]:9000/', allowed)).toBeUndefined()
  expect(mistakeInUrl('http://10.2.0.1/', allowed)).toContain('10.2.0.1')
})

describe('a name', () => {
  const at = (addresses: string[]) =>
    mistakeInHost('https://hook.example/', mayReach, (_host, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    )

  test('is refused when any one of its addresses is hidden', async () => {
    expect(await at(['8.8.8.8', '10.0.0.1'])).toContain('hook.example is at 10.0.0.1')
    expect(await at(['8.8.8.8', '::ffff:127.0.0.1'])).toContain('::ffff:127.0.0.1')
  })

  test('is taken when all are public, and refused when there is none', async () => {
    expect(await at(['8.8.8.8', '2606:4700::1111'])).toBeUndefined()
    expect(await at([])).toContain('has no address')
    const unknown = mistakeInHost('https://hook.example/', mayReach, (_host, done) =>
      done(new Error('ENOTFOUND'), []),
    )
    expect(await unknown).toContain('does not know hook.example')
  })
})
