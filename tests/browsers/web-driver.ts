import { waitUntil } from './wait-until'

/** The few WebDriver commands (W3C, plain HTTP) that the tests use. */
export interface WebDriver {
  readonly browserVersion: string
  currentWindow(): Promise<string>
  newTab(): Promise<string>
  switchTo(handle: string): Promise<void>
  navigate(url: string): Promise<void>
  reload(): Promise<void>
  evaluate(expression: string): Promise<unknown>
  resizeWindow(width: number, height: number): Promise<void>
  closeWindow(): Promise<void>
  quit(): Promise<void>
}

/** Starts a session as soon as the driver listens. Rejects with the driver's own message. */
export async function createWebDriver(
  endpoint: string,
  capabilities: Record<string, unknown>,
): Promise<WebDriver> {
  await waitUntil(() => isReady(endpoint), `WebDriver at ${endpoint}`)
  const session = await send(endpoint, 'POST', '/session', {
    capabilities: { alwaysMatch: capabilities },
  })
  const { sessionId, capabilities: got } = session as {
    sessionId: string
    capabilities: { browserVersion: string }
  }
  const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    send(endpoint, method, `/session/${sessionId}${path}`, body)
  return {
    browserVersion: got.browserVersion,
    currentWindow: async () => String(await call('GET', '/window')),
    async newTab() {
      const { handle } = (await call('POST', '/window/new', { type: 'tab' })) as { handle: string }
      return handle
    },
    async switchTo(handle) {
      await call('POST', '/window', { handle })
    },
    async navigate(url) {
      await call('POST', '/url', { url })
    },
    async reload() {
      await call('POST', '/refresh', {})
    },
    evaluate: (expression) => evaluate(call, expression),
    async resizeWindow(width, height) {
      await call('POST', '/window/rect', { width, height })
    },
    async closeWindow() {
      await call('DELETE', '/window')
    },
    async quit() {
      await call('DELETE', '')
    },
  }
}

type Call = (method: 'POST', path: string, body: object) => Promise<unknown>

// An asynchronous script, so that promises can be awaited; a throw comes back as a tagged value.
async function evaluate(call: Call, expression: string): Promise<unknown> {
  const script = `
    const done = arguments[arguments.length - 1]
    Promise.resolve().then(() => (${expression})).then(
      (value) => done({ value: value === undefined ? null : value }),
      (error) => done({ thrown: String(error) }),
    )`
  const answer = await call('POST', '/execute/async', { script, args: [] })
  const { value, thrown } = answer as { value?: unknown; thrown?: string }
  if (thrown !== undefined) throw new Error(`in the page: ${thrown}`)
  return value
}

async function isReady(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/status`)).ok
  } catch (error) {
    // `fetch failed`: nobody listens yet.
    if (error instanceof TypeError) return false
    throw error
  }
}

async function send(
  endpoint: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const reply = await fetch(endpoint + path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const { value } = (await reply.json()) as { value: unknown }
  if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value).slice(0, 500)}`)
  return value
}
