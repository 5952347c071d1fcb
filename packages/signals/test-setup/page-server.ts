import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const sourcesPath = fileURLToPath(new URL('../src/sources.ts', import.meta.url))

/** As strict as a page can be that runs a script of its own. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"

const toPage = (scripts: string) =>
  `<!doctype html><html lang="en"><title>Page</title><p>Text</p>${scripts}`

const scriptTag = (path: string) => `<script src="${path}"></script>`

/** What drivers leave and spoofers change, and names of honest pages that look a little like it. */
const tamper = `
  window.cdc_adoQpoasnfa76pfcZLmcfl_Array = 1
  window.__selenium_evaluate = 1
  window.exposed = Object.assign(() => 1, { __installed: true })
  window.app_my_Array = window.driver = window.phantom = window.webdriverDocs = 1
  Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 64, configurable: true })
  HTMLCanvasElement.prototype.toDataURL = function () { return 'data:,' }
  Function.prototype.toString = new Proxy(Function.prototype.toString, {})
  const { createElement } = Document.prototype
  document.createElement = (name) => {
    const element = createElement.call(document, name)
    if (name === 'iframe') Object.defineProperty(element, 'srcdoc', { value: '', writable: true })
    return element
  }
  const plugin = { 0: { enabledPlugin: null }, length: 1 }
  Object.defineProperty(Navigator.prototype, 'plugins', {
    get: new Proxy(Object.getOwnPropertyDescriptor(Navigator.prototype, 'plugins').get, {
      apply: (target, self) => target.call(self) && { 0: plugin, length: 1 },
    }),
  })
  window.chrome = { runtime: {} }
  Object.defineProperty(window, 'devicePixelRatio', { get: () => 3 })
  Permissions.prototype.query = async () => ({ state: 'denied' })
  delete Screen.prototype.colorDepth
  Object.defineProperty(Screen.prototype, 'colorDepth', {
    get: function () { return 24 }, configurable: true, enumerable: true,
  })
  const move = { clientX: 10.5, clientY: 10, pointerType: 'mouse', bubbles: true }
  setInterval(() => {
    document.body.dispatchEvent(new PointerEvent('pointermove', move))
    document.body.click()
  }, 20)
`

/** Script that puts the sources into a global, as the agent's bundle would hold them. */
export async function bundleSources(minify = false): Promise<string> {
  const bundle = await rolldown({ input: sourcesPath })
  try {
    const { output } = await bundle.generate({ format: 'iife', name: 'whorlSources', minify })
    return output[0].code
  } finally {
    await bundle.close()
  }
}

/** A loopback page with a strict policy that holds the bundled sources, a tampered copy, and one without a policy. */
export async function startPageServer() {
  const files: Record<string, string> = {
    '/': toPage(scriptTag('/s.js')),
    '/open': toPage(scriptTag('/s.js')),
    '/tampered': toPage(scriptTag('/tamper.js') + scriptTag('/s.js')),
    '/s.js': await bundleSources(),
    '/tamper.js': tamper,
  }
  const server = createServer(({ url = '' }, reply) => {
    const file = files[url]
    reply.writeHead(file === undefined ? 404 : 200, {
      'content-type': url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
      ...(url !== '/open' && { 'content-security-policy': policy }),
    })
    reply.end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
