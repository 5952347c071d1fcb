import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { browserKinds, findBrowser } from './find-browser'
import { openBrowser } from './open-browser'
import { openUnautomated } from './open-unautomated'
import { createScratchFolder } from './scratch-folder'
import { waitUntil } from './wait-until'

const page = `<!doctype html><title>loopback</title><script>
  const before = document.cookie
  document.cookie = 'seen=yes; max-age=86400'
  fetch('/report', { method: 'POST', body: JSON.stringify({ before, agent: navigator.userAgent }) })
</script>`

let server: Server
let origin = ''
const reports: { before: string; agent: string }[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method !== 'POST') return response.end(page)
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      reports.push(JSON.parse(body))
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  origin = `http://127.0.0.1:${address.port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

// Reading every command line is how a left-over child shows itself.
function processesNaming(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .map((pid) => readCommand(pid))
    .filter((command) => command.includes(text))
}

function readCommand(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch (error) {
    // The process ended between the listing and the reading.
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}

describe.each(browserKinds.filter(findBrowser))('%s', (kind) => {
  test('visits a page, evaluates in it, and closes without a trace', async () => {
    // Other test files open browsers at the same time: their folders are somewhere else.
    const own = createScratchFolder('own')
    vi.stubEnv('TMPDIR', own.path)
    const folders = () => readdirSync(own.path).filter((name) => name.startsWith(`whorl-${kind}-`))
    const browser = await openBrowser(kind, { windowSize: { width: 900, height: 700 } })
    const opened = folders()
    try {
      expect(browser.version).toMatch(/^\d+\.\d+/)
      const tab = await browser.visit(origin)
      expect(await tab.evaluate('document.title')).toBe('loopback')
      expect(await tab.evaluate((a: number, b: number) => Promise.resolve(a + b), 2, 3)).toBe(5)
      expect(await tab.waitFor('document.cookie')).toBe('seen=yes')
      expect(await tab.evaluate('outerWidth')).toBe(900)
      await tab.reload()
      const second = await browser.visit(`${origin}/second`)
      expect(await second.evaluate('location.pathname')).toBe('/second')
      expect(await tab.evaluate('location.pathname')).toBe('/')
      await second.close()
      await expect(tab.evaluate('missing.thing')).rejects.toThrow(/missing/)
    } finally {
      await browser.close()
      vi.unstubAllEnvs()
    }
    expect(opened).toHaveLength(1)
    expect(folders()).toEqual([])
    own.remove()
    for (const name of opened) expect(processesNaming(name)).toEqual([])
  })

  test('un-automated, keeps its cookies in the profile folder', async () => {
    const profile = createScratchFolder('profile')
    try {
      for (const expected of ['', 'seen=yes']) {
        reports.length = 0
        const browser = await openUnautomated(kind, origin, { profileDir: profile.path })
        try {
          const report = await waitUntil(() => reports[0], `${kind} reports`, 30_000)
          expect(report.before).toBe(expected)
          // Firefox needs a moment before SIGTERM finds the cookie worth keeping.
          await sleep(1_000)
        } finally {
          await browser.close()
        }
      }
      expect(processesNaming(profile.path)).toEqual([])
    } finally {
      profile.remove()
    }
  })
})

describe.each((['chromium', 'firefox'] as const).filter(findBrowser))('%s', (kind) => {
  test('driven, keeps its cookies in the profile folder', async () => {
    const profile = createScratchFolder('profile')
    try {
      for (const expected of ['', 'seen=yes']) {
        reports.length = 0
        const browser = await openBrowser(kind, { profileDir: profile.path })
        try {
          await browser.visit(origin)
          const report = await waitUntil(() => reports[0], `${kind} reports`)
          expect(report.before).toBe(expected)
        } finally {
          await browser.close()
        }
      }
    } finally {
      profile.remove()
    }
  })
})
