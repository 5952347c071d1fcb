import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { IngestAnswer } from '@whorl/wire'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { aPayload } from '../test/house'

/** The built program: these tests are about processes. */
const program = (name: string) => fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url))

let folder: string
const children: ChildProcess[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whorl-run-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Run {
  readonly child: ChildProcess
  /** Everything printed so far. */
  output(): string
  readonly ended: Promise<number | null>
}

function run(name: string, args: string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, [program(name), ...args], {
    env: { PATH: process.env.PATH, WHORL_PORT: '0', WHORL_LOG_LEVEL: 'warn', ...env },
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      output += bytes.toString()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, output: () => output, ended }
}

async function start(env: Record<string, string>): Promise<Run & { url: string }> {
  const running = run('main', [], env)
  const until = performance.now() + 20_000
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0]
    if (url) return { ...running, url }
    if (performance.now() > until) throw new Error(`no server: ${running.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('the server', () => {
  test('prints addresses and the first keys, answers on both loopbacks, ends well', async () => {
    const data = { WHORL_DATA: join(folder, 'first'), WHORL_MODE: 'development' }
    const server = await start(data)
    expect(server.output()).toMatch(/public key {2}pk_\w{33}\n {2}secret key {2}sk_\w{33}/)
    const port = new URL(server.url).port
    for (const host of ['127.0.0.1', '[::1]'])
      expect((await fetch(`http://${host}:${port}/healthz`)).status).toBe(200)

    const key = /pk_\w{33}/.exec(server.output())?.[0] ?? ''
    const post = (nonce: string) =>
      fetch(`${server.url}/?key=${key}`, {
        method: 'POST',
        body: JSON.stringify(aPayload({ key, nonce })),
      })
    // What was accepted is finished before the process ends.
    const pending = Array.from({ length: 20 }, (_, n) => post(`nonce-of-${n}`))
    const replies = await Promise.all(pending)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(200))

    const again = await start(data)
    expect(again.output()).not.toContain('sk_')
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  })

  test('logs no key, no address and no body', async () => {
    const server = await start({
      WHORL_DATA: join(folder, 'log'),
      WHORL_MODE: 'development',
      WHORL_LOG_LEVEL: 'debug',
    })
    const key = /pk_\w{33}/.exec(server.output())?.[0] ?? ''
    const greeting = server.output().length
    const payload = aPayload({ key, linkedId: 'a-person', tokens: { local: 'a-token' } })
    for (const body of [JSON.stringify(payload), JSON.stringify({ ...payload, v: 3 }), 'rubbish'])
      await fetch(`${server.url}/?key=${key}`, { method: 'POST', body })
    await fetch(`${server.url}/v4/events/x`, { headers: { authorization: 'Bearer sk_wrong_key' } })
    server.child.kill('SIGTERM')
    await server.ended
    const log = server.output().slice(greeting)
    expect(log).toContain('ingest refused')
    expect(log).toContain('"from":"127.0.0.0/24"')
    for (const private_ of [key, 'sk_wrong_key', 'a-person', 'a-token', 'Mozilla'])
      expect(log).not.toContain(private_)
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['a wrong setting', { WHORL_MODE: 'dev' }, /^WHORL_MODE must be one of [^\n]*\.\n$/],
    ['a misspelt one', { WHORL_PROT: '1' }, /^WHORL_PROT is not a setting of Whorl[^\n]*\.\n$/],
    [
      'no secret with PostgreSQL',
      { WHORL_DATABASE: 'postgres://h/d' },
      /^WHORL_SECRET_KEY must be set [^\n]*\.\n$/,
    ],
    [
      'an address that is not ours',
      { WHORL_HOST: '203.0.113.1' },
      /^WHORL_HOST 203\.0\.113\.1 is no address of this machine\.\n$/,
    ],
  ])('%s is one sentence and exit code 1', async (_, env, sentence) => {
    const server = run('main', [], { WHORL_DATA: join(folder, 'wrong'), ...env })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(sentence)
  })

  test('a port that is taken is one sentence and exit code 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const server = run('main', [], { WHORL_DATA: join(folder, 'taken'), WHORL_PORT: String(port) })
    expect(await server.ended).toBe(1)
    expect(server.output()).toBe(
      `Port ${port} of 127.0.0.1 is taken; set WHORL_PORT to another one.\n`,
    )
    taken.close()
  })
})

describe('the command', () => {
  const whorl = async (args: string[], env: Record<string, string>) => {
    const { ended, output } = run('cli', args, env)
    return { code: await ended, output: output() }
  }

  const statusOf = async (url: string, key: string) => {
    const headers = { authorization: `Bearer ${key}` }
    return (await fetch(`${url}/v4/events/1790000000000.abcdef`, { headers })).status
  }

  test('whorl keys create makes a key that the running server takes up', async () => {
    const data = { WHORL_DATA: join(folder, 'cli') }
    const server = await start(data)
    const { code, output } = await whorl(['keys', 'create', '--type', 'secret'], data)
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^sk_\w{33}\n$/) })
    expect((await whorl(['keys', 'create', '--type', 'public'], data)).output).toMatch(
      /^pk_\w{33}\n$/,
    )
    await vi.waitFor(async () => expect(await statusOf(server.url, output.trim())).toBe(404), {
      timeout: 5_000,
      interval: 100,
    })
    expect(await statusOf(server.url, 'sk_unknown')).toBe(403)
  })

  test('whorl doctor shows the settings, hides the secrets, tries the database', async () => {
    const env = {
      WHORL_DATA: join(folder, 'doctor'),
      WHORL_SECRET_KEY: 'this must not be printed anywhere',
      WHORL_METRICS_KEY: 'nor must this be',
    }
    const server = await start(env)
    const beside = await whorl(['doctor'], env)
    server.child.kill('SIGTERM')
    await server.ended
    const alone = await whorl(['doctor'], env)
    for (const { code, output } of [beside, alone]) {
      expect(code).toBe(0)
      expect(output).toContain('WHORL_PORT')
      expect(output).toContain('database: sqlite reads and writes')
      expect(output).not.toMatch(/must/)
    }
  })

  test('before the first start there is nothing to administer, and nothing is made', async () => {
    const env = { WHORL_DATA: join(folder, 'nothing') }
    for (const args of [['doctor'], ['keys', 'create', '--type', 'secret'], ['backup', 'x.db']]) {
      const { code, output } = await whorl(args, env)
      expect(code).toBe(1)
      expect(output).toContain('yet: the first start of the server makes it.')
    }
    expect(existsSync(env.WHORL_DATA)).toBe(false)
  })

  test('whorl backup beside a busy server holds every event answered before', async () => {
    const data = {
      WHORL_DATA: join(folder, 'backed'),
      WHORL_SECRET_KEY: 'k'.repeat(40),
      WHORL_MODE: 'development',
    }
    const server = await start(data)
    const [, publicKey = '', secretKey = ''] =
      /public key {2}(\S+)\n {2}secret key {2}(\S+)/.exec(server.output()) ?? []
    const answered: string[] = []
    let isRunning = true
    const load = async (): Promise<void> => {
      while (isRunning) {
        const body = JSON.stringify(aPayload({ key: publicKey }))
        const reply = await fetch(`${server.url}/?key=${publicKey}`, { method: 'POST', body })
        // The default limits turn some away.
        if (reply.ok) answered.push(((await reply.json()) as IngestAnswer).eventId)
      }
    }
    const loads = [load(), load(), load(), load()]
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(40), 20_000)
    const before = [...answered]
    const copy = join(folder, 'copy.db')
    expect(await whorl(['backup', copy], data)).toMatchObject({ code: 0 })
    isRunning = false
    await Promise.all(loads)

    const restored = await start({ ...data, WHORL_DATABASE: `sqlite:${copy}` })
    const headers = { authorization: `Bearer ${secretKey}` }
    for (const eventId of before)
      expect((await fetch(`${restored.url}/v4/events/${eventId}`, { headers })).status).toBe(200)
  })

  test.each<[string[], string]>([
    [['nonsense'], '"nonsense" is no command.'],
    [
      ['keys', 'create', '--type', 'golden'],
      '--type must be one of public, secret, management, proxy.',
    ],
    [['keys', 'create', '--colour', 'red'], "Unknown option '--colour'"],
    [['backup'], 'Name one file: whorl backup <path>.'],
  ])('%j is refused', async (args, sentence) => {
    const { code, output } = await whorl(args, { WHORL_DATA: join(folder, 'refused') })
    expect(code).toBe(1)
    expect(output).toContain(sentence)
  })
})
