import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** A customer's site: pages that use the published packages, on an origin of its own. */
export interface Site {
  /** `http://localhost:PORT` */
  readonly origin: string
  /** The same pages as another origin: `http://127.0.0.1:PORT`. */
  readonly otherOrigin: string
  /** And once more: `http://shop.localhost:PORT`, which browsers resolve to this machine. */
  readonly thirdOrigin: string
  close(): Promise<void>
}

/**
 * Serves `page.ts` bundled, at `/`. With `?csp=…` the page has that Content-Security-Policy; its own
 * script is always allowed by the policy a test gives.
 */
export async function serveSite(): Promise<Site> {
  const script = await bundlePage()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site')
    if (url.pathname === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' })
      response.end(script)
      return
    }
    if (url.pathname !== '/') {
      response.writeHead(404).end()
      return
    }
    const policy = url.searchParams.get('csp')
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy && { 'content-security-policy': policy }),
    })
    response.end(
      '<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `listen` on a port always gives an address object.
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    otherOrigin: `http://127.0.0.1:${port}`,
    thirdOrigin: `http://shop.localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bundlePage(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('page.ts', import.meta.url)),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    // Bundlers drop "use client" and say so; errors still throw.
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  return output[0].code
}
