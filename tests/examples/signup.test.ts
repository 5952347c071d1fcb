import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSignup } from '../../examples/fastify-signup/start.mjs'
import { createInstallation, type ServerProcess, startServer } from '../../tools/server-process.mjs'
import { findBrowser } from '../browsers/find-browser'
import { openBrowser } from '../browsers/open-browser'
import { openUnautomated } from '../browsers/open-unautomated'
import { createScratchFolder } from '../browsers/scratch-folder'
import { waitUntil } from '../browsers/wait-until'

const installation = createInstallation()
const scratch = createScratchFolder('signup')
const lines: string[] = []
let server: ServerProcess
let example: Awaited<ReturnType<typeof startSignup>>

beforeAll(async () => {
  server = await startServer(installation)
  const { publicKey, secretKey, folder } = installation
  const { endpoint } = server
  example = await startSignup({
    ...{ endpoint, publicKey, secretKey, folder },
    log: (line) => void lines.push(line),
  })
})
afterAll(async () => {
  await example.close()
  await server.end('SIGTERM')
  installation.remove()
  scratch.remove()
})

/** The answer to a person: a browser that nobody drives, on a page that asks by itself. */
async function signUp(name: string, profile: string, { incognito = false } = {}): Promise<string> {
  const browser = await openUnautomated('chromium', `${example.page}/?as=${name}`, {
    profileDir: `${scratch.path}/${profile}`,
    incognito,
  })
  const isAnswer = (line: string) => line.startsWith(`POST /api/create-account ${name}: `)
  try {
    await waitUntil(() => lines.some(isAnswer), `an answer for ${name}`, 60_000)
    return lines.find(isAnswer)?.split(': ')[1] ?? ''
  } finally {
    await browser.close()
  }
}

test.skipIf(!findBrowser('chromium'))(
  'a person gets one account for a device, also with a fresh profile and in a private window',
  async () => {
    expect(await signUp('alice', 'one')).toBe('200')
    expect(await signUp('bob', 'one')).toBe('429')
    expect(await signUp('carol', 'two')).toBe('429')
    expect(await signUp('dave', 'three', { incognito: true })).toBe('429')
  },
)

test.skipIf(!findBrowser('chromium'))('a headless browser gets none', async () => {
  const driven = await openBrowser('chromium')
  try {
    const page = await driven.visit(`${example.page}/?as=robot`)
    const answer = await page.waitFor<string>("document.querySelector('#answer').textContent")
    expect(answer).toBe('403: Failed to create account.')
  } finally {
    await driven.close()
  }
})

test('what is missing, and an id that nobody gave, are told', async () => {
  const post = async (body: object) => {
    const reply = await fetch(`${example.signup}/api/create-account`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return [reply.status, await reply.json()]
  }
  const unknown = { requestId: 'nonsense', username: 'x', password: 'y' }
  expect(await post(unknown)).toEqual([400, { error: 'Unknown requestId.' }])
  const missing = { error: 'Send requestId, username and password.' }
  expect(await post({})).toEqual([400, missing])
})
