import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCrawlerCheck } from '../crawlers/open-crawler-check'
import { createNonces } from './nonces'
import { vouchedRequest } from './vouched-request'

const now = 1_790_000_000_000
const seconds = now / 1_000
const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const text = `{"crv":"Ed25519","kty":"OKP","x":"${x}"}`
  return {
    jwk: { kty: 'OKP', crv: 'Ed25519', x },
    privateKey,
    keyId: createHash('sha256').update(text).digest('base64url'),
  }
}

const agent = makeKey()
const ended = makeKey()
const stranger = makeKey()

let folder = ''
const complaints: string[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whorl-keys-'))
  mkdirSync(join(folder, 'keys'))
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, 'keys', name), JSON.stringify(content))
  const otherKind = { kty: 'RSA', n: 'AQAB', e: 'AQAB' }
  write('chatgpt.com.json', { keys: [otherKind, agent.jwk, { ...ended.jwk, exp: seconds - 60 }] })
  write('agent.example.json', {
    keys: [agent.jwk],
    agent: { name: 'Example Agent', provider: 'Example', category: 'ai_browser' },
  })
  write('localhost_8080.json', { keys: [agent.jwk] })
  write('broken.example.json', { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }] })
  write('odd.example.json', { keys: [agent.jwk], agent: { category: 'nice' } })
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Parts {
  agentHeader?: string
  component?: string
  components?: readonly string[]
  params?: string
  key?: { privateKey: KeyObject; keyId: string }
  authority?: string
  /** What the signer believed, where it differs from what arrives. */
  signedAuthority?: string
  target?: string
  /** Values of covered parts that differ from the usual ones. */
  values?: Record<string, string>
}

let count = 0

function paramsOf({ keyId = agent.keyId, created = seconds, expires = seconds + 60 } = {}) {
  count += 1
  return `;created=${created};expires=${expires};keyid="${keyId}";alg="ed25519";nonce="n${count}";tag="web-bot-auth"`
}

const withoutNonce = (params: string) => params.replace(/;nonce="\w+"/, '')

/** A request signed as RFC 9421 says, its base written out by hand. */
function signedRequest({
  agentHeader = '"https://chatgpt.com"',
  component = '"signature-agent"',
  components = ['"@authority"', component],
  key = agent,
  params = paramsOf({ keyId: key.keyId }),
  authority = 'id.example.com',
  signedAuthority = authority,
  target = '/?key=pk',
  values: other,
}: Parts = {}) {
  const member = /;key="(\w+)"/.exec(component)?.[1]
  const values: Record<string, string> = {
    '"@authority"': signedAuthority,
    '"@method"': 'POST',
    '"@path"': '/',
    '"@query"': '?key=pk',
    [component]: member ? agentHeader.replace(`${member}=`, '') : agentHeader,
    ...other,
  }
  const list = `(${components.join(' ')})${params}`
  const lines = components.map((id) => `${id}: ${values[id] ?? 'x'}`)
  const base = [...lines, `"@signature-params": ${list}`].join('\n')
  const signature = sign(null, Buffer.from(base), key.privateKey).toString('base64')
  return {
    ip: '192.0.2.1',
    userAgent: chromium,
    method: 'POST',
    target,
    authority,
    rawHeaders: [
      'Signature-Agent',
      agentHeader,
      'Signature-Input',
      `sig1=${list}`,
      'Signature',
      `sig1=:${signature}:`,
    ],
  }
}

const open = () =>
  openCrawlerCheck({
    folder,
    dns: false,
    publicHosts: ['ID.example.com'],
    clock: () => now,
    complain: (sentence) => complaints.push(sentence),
  })

const identify = async (parts?: Parts) => (await open()).identify(signedRequest(parts))

describe('signed', () => {
  test('by a known agent, as drafts of 2025 write it', async () => {
    expect(await identify()).toEqual({
      name: 'ChatGPT Agent',
      provider: 'OpenAI',
      providerUrl: 'https://openai.com',
      category: 'ai_agent',
      identity: 'signed',
      by: 'signature',
    })
  })

  test('with a dictionary in Signature-Agent, and more covered than must be', async () => {
    const component = '"signature-agent";key="sig1"'
    const components = ['"@method"', '"@authority"', '"@path"', '"@query"', component]
    expect(
      await identify({ agentHeader: 'sig1="https://agent.example"', component, components }),
    ).toMatchObject({ name: 'Example Agent', category: 'ai_browser', identity: 'signed' })
  })

  test('for a loopback name, by an agent that nobody described', async () => {
    expect(
      await identify({ agentHeader: '"http://localhost:8080"', authority: '127.0.0.1:4000' }),
    ).toEqual({
      name: 'localhost:8080',
      provider: 'localhost:8080',
      category: 'unknown',
      identity: 'signed',
      by: 'signature',
    })
  })

  test('without a nonce only while it is fresh', async () => {
    const old = paramsOf({ created: seconds - 400 })
    expect(await identify({ params: withoutNonce(paramsOf()) })).toMatchObject({
      identity: 'signed',
    })
    expect(await identify({ params: withoutNonce(old) })).toMatchObject({ identity: 'unknown' })
    expect(await identify({ params: old })).toMatchObject({ identity: 'signed' })
  })
})

describe('spoofed', () => {
  test('when another key made it', async () => {
    const key = { privateKey: stranger.privateKey, keyId: agent.keyId }
    expect(await identify({ key })).toMatchObject({ identity: 'spoofed', by: 'signature' })
  })

  test('when it was made for another host', async () => {
    expect(await identify({ signedAuthority: 'evil.example' })).toMatchObject({
      identity: 'spoofed',
    })
  })

  test('when a covered part was changed on the way', async () => {
    const components = ['"@authority"', '"signature-agent"', '"@query"']
    expect(await identify({ components })).toMatchObject({ identity: 'signed' })
    expect(await identify({ components, target: '/?key=other' })).toMatchObject({
      identity: 'spoofed',
    })
  })

  test('when its nonce was used before', async () => {
    const check = await open()
    const request = signedRequest()
    expect(await check.identify(request)).toMatchObject({ identity: 'signed' })
    expect(await check.identify(request)).toMatchObject({ identity: 'spoofed' })
  })
})

describe('unknown, which is neither good nor accused', () => {
  test.each([
    ['an agent without a directory here', { agentHeader: '"https://other.example"' }],
    ['a key that the directory does not have', { key: stranger }],
    ['a key past its end', { key: ended }],
    ['expired', { params: paramsOf({ created: seconds - 120, expires: seconds - 60 }) }],
    ['from the future', { params: paramsOf({ created: seconds + 60, expires: seconds + 90 }) }],
    ['valid for a week', { params: paramsOf({ expires: seconds + 7 * 86_400 }) }],
    ['at its end before it begins', { params: paramsOf({ expires: seconds - 1 }) }],
    ['a host that is not ours', { authority: 'elsewhere.example' }],
  ] satisfies [string, Parts][])('%s', async (_, parts) => {
    expect(await identify(parts)).toMatchObject({ identity: 'unknown', by: 'claim' })
  })
})

describe('no claim at all', () => {
  const both = ['"@authority"', '"signature-agent"']
  test.each([
    ['another tag', { params: paramsOf().replace('web-bot-auth', 'other') }],
    ['another algorithm', { params: paramsOf().replace('"ed25519"', '"hmac-sha256"') }],
    ['no end', { params: paramsOf().replace(/;expires=\d+/, '') }],
    ['an uncovered host', { components: ['"signature-agent"'] }],
    ['an uncovered agent', { components: ['"@authority"'] }],
    ['a part that this server cannot tell', { components: [...both, '"@target-uri"'] }],
    ['an absent header', { components: [...both, '"x-missing"'] }],
    ['a part that is covered twice', { components: [...both, '"@authority"'] }],
    ['an agent that is no address', { agentHeader: '"chatgpt.com"' }],
    ['an agent that is data', { agentHeader: '"data:text/plain,x"' }],
    ['an agent that does not parse', { agentHeader: 'https://chatgpt.com' }],
  ] satisfies [string, Parts][])('%s', async (_, parts) => {
    expect(await identify(parts)).toBeUndefined()
  })

  test('half of the headers, or rubbish in them', async () => {
    const check = await open()
    const { rawHeaders, ...rest } = signedRequest()
    for (const at of [0, 2, 4]) {
      const without = rawHeaders.filter((_, index) => index < at || index > at + 1)
      expect(await check.identify({ ...rest, rawHeaders: without })).toBeUndefined()
      const broken = rawHeaders.map((text, index) => (index === at + 1 ? '((:"' : text))
      expect(await check.identify({ ...rest, rawHeaders: broken })).toBeUndefined()
    }
  })
})

describe('reported by the server that it was sent to', () => {
  const components = ['"@authority"', '"signature-agent"']
  const reported = async (url: string, covered: Record<string, string>, key = agent) => {
    const request = signedRequest({
      key,
      authority: covered['"@authority"'] ?? '',
      components: [...Object.keys(covered), '"signature-agent"'],
      values: covered,
    })
    return (await open()).identify({ ...request, ...vouchedRequest(url) })
  }

  test.each([
    ['https://Shop.Example/login?a=b', 'shop.example'],
    ['https://shop.example:443/', 'shop.example'],
    ['http://shop.example:443', 'shop.example:443'],
    ['https://shop.example:8443?a=b', 'shop.example:8443'],
  ])('%s has the authority %s, whatever this server is called', async (url, authority) => {
    expect(await reported(url, { '"@authority"': authority })).toMatchObject({
      identity: 'signed',
    })
    expect(await reported(url, { '"@authority"': `${authority}.evil` })).toMatchObject({
      identity: 'spoofed',
    })
  })

  test('its other parts come from the address, too', async () => {
    const covered = {
      '"@authority"': 'shop.example',
      '"@method"': 'POST',
      '"@scheme"': 'https',
      '"@path"': '/a%2Fb/../c',
      '"@query"': '?q=%20x&y',
      '"@target-uri"': 'https://shop.example/a%2Fb/../c?q=%20x&y',
    }
    const url = 'HTTPS://shop.example/a%2Fb/../c?q=%20x&y'
    expect(await reported(url, covered)).toMatchObject({ identity: 'signed' })
    for (const id of Object.keys(covered)) {
      expect(await reported(url, { ...covered, [id]: 'x' }), id).toMatchObject({
        identity: 'spoofed',
      })
    }
    const bare = { '"@authority"': 'shop.example', '"@path"': '/', '"@query"': '?a' }
    const target = { '"@target-uri"': 'http://shop.example/?a' }
    expect(await reported('http://shop.example?a', { ...bare, ...target })).toMatchObject({
      identity: 'signed',
    })
  })

  test('a nonce counts once here, too', async () => {
    const check = await open()
    const request = {
      ...signedRequest({ components, authority: 'shop.example' }),
      ...vouchedRequest('https://shop.example/'),
    }
    expect(await check.identify(request)).toMatchObject({ identity: 'signed' })
    expect(await check.identify(request)).toMatchObject({ identity: 'spoofed' })
  })
})

test('a proof by address outweighs a broken signature, which outweighs a claim', async () => {
  mkdirSync(join(folder, 'ranges'), { recursive: true })
  const list = { prefixes: [{ ipv4Prefix: '192.0.2.0/24' }] }
  writeFileSync(join(folder, 'ranges', 'chatgpt-user.json'), JSON.stringify(list))
  const check = await open()
  const key = { privateKey: stranger.privateKey, keyId: agent.keyId }
  const request = { ...signedRequest({ key }), userAgent: 'ChatGPT-User/1.0' }
  expect(await check.identify(request)).toMatchObject({ identity: 'verified', by: 'ranges' })
  expect(await check.identify({ ...request, ip: '203.0.113.1' })).toMatchObject({
    name: 'ChatGPT Agent',
    identity: 'spoofed',
    by: 'signature',
  })
})

test('says which files are not used', async () => {
  complaints.length = 0
  await open()
  expect(complaints.sort()).toEqual([
    'broken.example.json is not used: it has an Ed25519 key that is not 32 bytes long',
    'odd.example.json is not used: it has the category "nice", which does not exist',
  ])
})

test('nonces are forgotten when their time has passed, never before', () => {
  const nonces = createNonces(2)
  expect([nonces.take('a', 10, 0), nonces.take('b', 20, 0)]).toEqual([true, true])
  // Full of valid ones: a new one is refused rather than an old one forgotten.
  expect([nonces.take('c', 30, 5), nonces.take('a', 10, 5)]).toEqual([false, false])
  expect([nonces.take('c', 30, 10), nonces.take('b', 20, 10)]).toEqual([true, false])
})
