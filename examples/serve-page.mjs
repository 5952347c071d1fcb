import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' }

/**
 * Serves the files of a folder, and `/settings.json`.
 *
 * @param {{folder: string, files: readonly string[], settings: object, port?: number}} options
 *   `files`: names that may be asked for, the first one at `/`
 * @returns {Promise<{origin: string, close(): Promise<void>}>}
 */
export async function servePage({ folder, files, settings, port = 0 }) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page')
    if (pathname === '/settings.json') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(settings))
      return
    }
    const name = pathname === '/' ? files[0] : pathname.slice(1)
    if (!files.includes(name)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': types[extname(name)] })
    response.end(readFileSync(join(folder, name)))
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
