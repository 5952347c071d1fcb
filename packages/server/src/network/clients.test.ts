import { execFile, spawnSync } from 'node:child_process'
import { connect as connectHttp2 } from 'node:http2'
import { Agent, get } from 'node:https'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestFront, type Seen, type TestFront } from '../../test/front'

const runFile = promisify(execFile)

let front: TestFront
beforeAll(async () => {
  front = await openTestFront()
})
afterAll(async () => {
  await front.close()
})

const seenUrl = () => `https://localhost:${front.port}/seen`

async function seenBy(program: string, ...args: readonly string[]): Promise<Seen> {
  const { stdout } = await runFile(program, args)
  return JSON.parse(stdout)
}
const has = (program: string) => spawnSync(program, ['--version']).status === 0
/** In a process of its own, so that it may trust our certificate. */
const seenByNode = async (script: string) => {
  const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: front.certPath }
  const { stdout } = await runFile(process.execPath, ['--input-type=module', '-e', script], { env })
  return JSON.parse(stdout) as Seen
}

/** First and second part: the third moves with releases. */
const head = ({ signature }: Seen) => signature.tls?.ja4.split('_').slice(0, 2).join('_')

describe('the JA4 of real programs', () => {
  test.each([
    ['--http2', 't13d3112h2_e8f1e7e78f70', '2.0'],
    ['--http1.1', 't13d3112h1_e8f1e7e78f70', '1.1'],
  ])('curl %s', async (option, ja4, httpVersion) => {
    const seen = await seenBy('curl', '-s', '--cacert', front.certPath, option, seenUrl())
    expect(head(seen)).toBe(ja4)
    expect(seen.signature.tls?.family).toBe('curl')
    expect(seen).toMatchObject({ httpVersion, isTls: true, host: `localhost:${front.port}` })
  })

  test('Node https', async () => {
    const seen = await seenByNode(`
      import { get } from 'node:https'
      get('${seenUrl()}', (reply) => reply.pipe(process.stdout))`)
    expect(head(seen)).toBe('t13d591000_a33745022dd6')
    expect(seen.signature.tls?.family).toBe('node')
  })

  test('Node fetch', async () => {
    const seen = await seenByNode(`
      process.stdout.write(await (await fetch('${seenUrl()}')).text())`)
    expect(head(seen)).toBe('t13d5911h1_a33745022dd6')
    expect(seen.signature.tls?.family).toBe('undici')
  })

  test('Python', { skip: !has('python3') }, async () => {
    const script = `
import ssl, urllib.request
context = ssl.create_default_context(cafile='${front.certPath}')
print(urllib.request.urlopen('${seenUrl()}', context=context).read().decode())`
    const seen = await seenBy('python3', '-c', script)
    expect(seen.signature.tls?.ja4).toMatch(/^t13d18\d\d(?:00|h1)_85036bcba153_/)
    expect(seen.signature.tls?.family).toBe('python')
  })

  test('wget', { skip: !has('wget') }, async () => {
    const option = `--ca-certificate=${front.certPath}`
    const seen = await seenBy('wget', '-qO-', option, seenUrl())
    expect(seen.signature.tls?.family).toBe('wget')
  })
})

describe('HTTP/2', () => {
  test('curl says what nghttp2 says', async () => {
    const seen = await seenBy('curl', '-s', '--cacert', front.certPath, '--http2', seenUrl())
    expect(seen.signature.http2).toEqual({
      text: '3:100;4:33554432;2:0|33488897|0|m,p,s,a',
      family: 'curl',
    })
  })

  test('Node is served again and again on one connection', async () => {
    const session = connectHttp2(`https://localhost:${front.port}`, { ca: front.cert })
    const ask = () =>
      new Promise<Seen>((resolve, reject) => {
        const stream = session.request({ ':path': '/seen' })
        let body = ''
        stream.setEncoding('utf8').on('data', (part: string) => {
          body += part
        })
        stream.once('error', reject).once('end', () => resolve(JSON.parse(body)))
      })
    const answers = await Promise.all(Array.from({ length: 20 }, ask))
    answers.push(await ask())
    session.close()
    const [first] = answers
    expect(first).toMatchObject({ httpVersion: '2.0', signature: { tls: { family: 'node' } } })
    for (const answer of answers) expect(answer).toEqual(first)
  })
})

test('a kept connection keeps its signature', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: front.cert })
  const ask = () =>
    new Promise<Seen & { readonly port: number }>((resolve, reject) => {
      get(seenUrl(), { agent }, (reply) => {
        let body = ''
        const port = reply.socket.localPort ?? 0
        reply.setEncoding('utf8').on('data', (part: string) => {
          body += part
        })
        reply.once('end', () => resolve({ ...JSON.parse(body), port }))
      }).once('error', reject)
    })
  const [first, second] = [await ask(), await ask()]
  agent.destroy()
  expect(first.port).toBeGreaterThan(0)
  expect(second).toEqual(first)
  expect(first.signature.tls?.ja4).toMatch(/_a33745022dd6_/)
})

test('the health of the server is told over every protocol', async () => {
  for (const option of ['--http2', '--http1.1', '--http1.0', '--no-alpn', '--tlsv1.2']) {
    const url = `https://localhost:${front.port}/healthz`
    const { stdout } = await runFile('curl', ['-si', '--cacert', front.certPath, option, url])
    expect(stdout).toMatch(/^HTTP\/\S+ 200/)
  }
})

test('both loopback addresses are served, and called https', () => {
  expect(front.urls).toEqual([`https://127.0.0.1:${front.port}`, `https://[::1]:${front.port}`])
})
