import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createInstallation, type ServerProcess, startServer } from '../../tools/server-process.mjs'
import { browserKinds, findBrowser } from '../browsers/find-browser'
import { openBrowser } from '../browsers/open-browser'
import { openUnautomated } from '../browsers/open-unautomated'
import { createScratchFolder } from '../browsers/scratch-folder'
import { waitUntil } from '../browsers/wait-until'
import { openSite, type Report, type Site } from './site'

const installation = createInstallation()
let server: ServerProcess
let site: Site

beforeAll(async () => {
  server = await startServer(installation)
  site = await openSite(server.endpoint, installation.publicKey)
})

beforeEach(() => {
  site.reports.length = 0
  site.policyReports.length = 0
})

afterAll(async () => {
  await site.close()
  await server.end('SIGTERM')
  installation.remove()
})

const nextReport = () => waitUntil(() => site.reports.shift(), 'the page reports', 40_000)

/** The event as the customer's own server reads it, with the secret key. */
async function readEvent({ eventId = '' }: Report) {
  const reply = await fetch(`${server.endpoint}/v4/events/${eventId}`, {
    headers: { authorization: `Bearer ${installation.secretKey}` },
  })
  expect(reply.status).toBe(200)
  // The published shape of Server API v4.
  return (await reply.json()) as {
    event_id: string
    url: string
    replayed: boolean
    identification: { visitor_id: string }
  }
}

describe.each(browserKinds.filter(findBrowser))('%s', (kind) => {
  test('un-automated, gets an id that the Server API confirms and a restart keeps', async () => {
    const profile = createScratchFolder('profile')
    const ids: unknown[] = []
    try {
      for (let start = 0; start < 2; start++) {
        const browser = await openUnautomated(kind, site.origin, { profileDir: profile.path })
        try {
          const report = await nextReport()
          expect(report).toMatchObject({ violations: [] })
          expect(report.error).toBeUndefined()
          const event = await readEvent(report)
          expect(event).toMatchObject({ event_id: report.eventId, replayed: false })
          expect(event.url).toBe(`${site.origin}/`)
          expect(event.identification.visitor_id).toBe(report.visitorId)
          ids.push(report.visitorId)
        } finally {
          await browser.close()
        }
      }
    } finally {
      profile.remove()
    }
    expect(ids[1]).toBe(ids[0])
  })

  test('on a page with a strict policy, nothing is violated and nothing but the probes is logged', async () => {
    const browser = await openBrowser(kind)
    try {
      const page = await browser.visit(site.origin)
      const report = await nextReport()
      expect(report).toMatchObject({ violations: [] })
      expect(report.visitorId).toMatch(/^[0-9A-Za-z]{20}$/)
      expect(site.policyReports).toEqual([])
      // WebKitGTK's driver does not tell. Probes write an empty debug call, and in Firefox blank tables.
      const probes =
        kind === 'firefox' ? /^(debug:|(table|log): JSHandle@array$)/ : /^(debug|verbose):/
      const lines = (page.consoleLines ?? []).filter((line) => !probes.test(line))
      expect(lines).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

describe.runIf(findBrowser('chromium') && findBrowser('firefox'))('a stolen token', () => {
  test('copied from Chromium to Firefox does not make Firefox that visitor', async () => {
    const chromium = await openBrowser('chromium')
    let stolen: { cookies: string; storage: Record<string, string> }
    try {
      const page = await chromium.visit(site.origin)
      const { visitorId } = await nextReport()
      expect(visitorId).toMatch(/^[0-9A-Za-z]{20}$/)
      stolen = await page.evaluate(() => ({
        cookies: document.cookie,
        storage: { ...localStorage },
      }))
      expect(JSON.stringify(stolen)).toMatch(/_vid_t/)
      const firefox = await openBrowser('firefox')
      try {
        const empty = await firefox.visit(`${site.origin}/empty`)
        await empty.evaluate((theirs: typeof stolen) => {
          for (const cookie of theirs.cookies.split('; ')) {
            // biome-ignore lint/suspicious/noDocumentCookie: what a thief would do
            document.cookie = `${cookie}; path=/; max-age=86400`
          }
          for (const [name, value] of Object.entries(theirs.storage)) {
            localStorage.setItem(name, value)
          }
        }, stolen)
        const carried = await empty.evaluate('document.cookie')
        expect(carried).toBe(stolen.cookies)
        await firefox.visit(site.origin)
        const report = await nextReport()
        expect(report.visitorId).toMatch(/^[0-9A-Za-z]{20}$/)
        expect(report.visitorId).not.toBe(visitorId)
      } finally {
        await firefox.close()
      }
    } finally {
      await chromium.close()
    }
  })
})
