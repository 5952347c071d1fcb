import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const sourcesPath = fileURLToPath(new URL('../src/sources.ts', import.meta.url))

/** As strict as a page can be that runs a script of its own. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"

const page = `<!doctype html><html lang="en"><title>Page</title><p>Text</p><script src="/s.js"></script>`

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

/** A loopback page with a strict policy that holds the bundled sources. */
export async function startPageServer() {
  const script = await bundleSources()
  const server = createServer((request, reply) => {
    const isScript = request.url === '/s.js'
    const isPage = request.url === '/'
    reply.writeHead(isScript || isPage ? 200 : 404, {
      'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
      'content-security-policy': policy,
    })
    reply.end(isScript ? script : isPage ? page : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
