import { WebSocket } from 'ws'
import { toChromiumArgs } from '../../browsers/chromium-args'
import { getBrowserPath } from '../../browsers/find-browser'
import { startGroup } from '../../browsers/process-group'
import { waitUntil } from '../../browsers/wait-until'
import { findFreePort } from '../../browsers/webkit'
import type { Opened } from '../cell'
import { withDisplay } from './with-display'

interface ProtocolOptions {
  readonly headless: boolean
  readonly profileDir: string
  /** Sends nothing but what opens the page: no domain is enabled. @default false */
  readonly isQuiet?: boolean
  /** Commands to the page before it is opened. */
  readonly before?: readonly (readonly [method: string, params: object])[]
  readonly args?: readonly string[]
}

/** Chromium over its debugging port by this script alone. A port other than 0 sets no `webdriver`. */
export function openOverProtocol(
  url: string,
  { headless, profileDir, isQuiet = false, before = [], args = [] }: ProtocolOptions,
): Promise<Opened> {
  return withDisplay(headless, async ({ env }) => {
    const port = await findFreePort()
    const group = startGroup(
      getBrowserPath('chromium'),
      [
        ...toChromiumArgs({ headless, args }),
        `--user-data-dir=${profileDir}`,
        `--remote-debugging-port=${port}`,
        'about:blank',
      ],
      { env },
    )
    const socket = new WebSocket(await findPage(port))
    const send = createSender(socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    if (!isQuiet)
      for (const domain of ['Runtime', 'Page', 'Network']) await send(`${domain}.enable`)
    for (const [method, params] of before) await send(method, params)
    await send('Page.navigate', { url })
    return {
      async close() {
        socket.close()
        await group.stop({ signal: 'SIGINT' })
      },
    }
  })
}

/** Where the first tab listens. */
function findPage(port: number): Promise<string> {
  return waitUntil(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined)
    if (!answer?.ok) return undefined
    // The shape of Chromium's own list of targets.
    const targets = (await answer.json()) as { type: string; webSocketDebuggerUrl: string }[]
    return targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl
  }, 'a tab on the debugging port')
}

interface ProtocolAnswer {
  id?: number
  error?: { message: string }
}

function createSender(socket: WebSocket) {
  const waiting = new Map<number, (answer: ProtocolAnswer) => void>()
  socket.on('message', (data) => {
    // Every message of the protocol is a JSON object.
    const answer = JSON.parse(String(data)) as ProtocolAnswer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  let last = 0
  return (method: string, params: object = {}) =>
    new Promise<void>((resolve, reject) => {
      const id = ++last
      waiting.set(id, ({ error }) => {
        waiting.delete(id)
        if (error) reject(new Error(`${method}: ${error.message}`))
        else resolve()
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
}
