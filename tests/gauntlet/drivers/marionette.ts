import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { defaultWindowSize } from '../../browsers/browser'
import { getBrowserPath } from '../../browsers/find-browser'
import { toFirefoxPrefs } from '../../browsers/firefox'
import { startGroup } from '../../browsers/process-group'
import { waitUntil } from '../../browsers/wait-until'
import type { Opened } from '../cell'
import { withDisplay } from './with-display'

interface MarionetteOptions {
  readonly headless: boolean
  readonly profileDir: string
}

/**
 * Firefox through Marionette, which is what geckodriver talks to for Selenium; Debian 12 has no
 * geckodriver.
 */
export function openMarionette(
  url: string,
  { headless, profileDir }: MarionetteOptions,
): Promise<Opened> {
  return withDisplay(headless, async ({ env }) => {
    mkdirSync(profileDir, { recursive: true })
    const prefs = { ...toFirefoxPrefs({}), 'marionette.port': 0 }
    const lines = Object.entries(prefs).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    )
    writeFileSync(join(profileDir, 'user.js'), lines.join(''))
    const { width, height } = defaultWindowSize
    const group = startGroup(
      getBrowserPath('firefox'),
      [
        '--marionette',
        '--no-remote',
        ...(headless ? ['--headless'] : []),
        ...['--profile', profileDir, '--width', String(width), '--height', String(height)],
      ],
      { env: { ...env, HOME: profileDir } },
    )
    const port = await waitUntil(() => readPort(profileDir), 'the port of Marionette', 30_000)
    const socket = connect(port, '127.0.0.1')
    const send = createSender(socket)
    await send('WebDriver:NewSession', {})
    await send('WebDriver:Navigate', { url })
    return {
      async close() {
        socket.destroy()
        await group.stop()
      },
    }
  })
}

/** Marionette says in the profile which port it took. */
function readPort(profileDir: string): number | undefined {
  try {
    return Number(readFileSync(join(profileDir, 'MarionetteActivePort'), 'utf8')) || undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** `length:[type, id, error, result]`, after one greeting in the same frame. */
function createSender(socket: Socket) {
  let buffer = Buffer.alloc(0)
  const waiting = new Map<number, (error: unknown) => void>()
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const colon = buffer.indexOf(':')
      const end = colon + 1 + Number(buffer.subarray(0, Math.max(colon, 0)).toString())
      if (colon < 0 || buffer.length < end) return
      // The frame's own shape; the greeting is an object without an id.
      const message = JSON.parse(buffer.subarray(colon + 1, end).toString()) as unknown
      buffer = buffer.subarray(end)
      if (Array.isArray(message)) waiting.get(Number(message[1]))?.(message[2])
    }
  })
  let last = 0
  return (method: string, params: object) =>
    new Promise<void>((resolve, reject) => {
      const id = ++last
      socket.once('error', reject)
      waiting.set(id, (error) => {
        if (error) reject(new Error(`${method}: ${JSON.stringify(error)}`))
        else resolve()
      })
      const text = JSON.stringify([0, id, method, params])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
    })
}
