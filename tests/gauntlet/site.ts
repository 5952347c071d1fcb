import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import type { Report } from './page'

/** The customer's site that every cell visits. */
export interface Site {
  /** Address for one visit. */
  addressFor(visit: string, waitMs?: number): string
  /** Resolves with what the page tells about that visit. */
  reportOf(visit: string, timeoutMs: number): Promise<Report>
  close(): Promise<void>
}

interface SiteOptions {
  /** Where the page finds the agent. */
  readonly endpoint: string
  readonly publicKey: string
  /** Resolves once the event has everything, or nothing more is to come. */
  readonly settled: (eventId: string) => Promise<unknown>
}

const html =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"><body><h1>Shop</h1><script type="module" src="/page.js"></script>'

/** Serves `page.ts` bundled, and takes its reports. */
export async function serveSite({ endpoint, publicKey, settled }: SiteOptions): Promise<Site> {
  const script = await bundlePage()
  const waiting = new Map<string, (report: Report) => void>()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://site')
    const answers: Record<string, () => Promise<void> | void> = {
      '/': () => answer(response, 'text/html; charset=utf-8', html),
      '/page.js': () => answer(response, 'text/javascript', script),
      '/settled': async () => {
        await settled(url.searchParams.get('event') ?? '')
        answer(response, 'text/plain', 'settled')
      },
      '/report': async () => {
        const report = await readReport(request)
        waiting.get(url.searchParams.get('cell') ?? '')?.(report)
        answer(response, 'text/plain', 'thanks')
      },
    }
    const make = answers[url.pathname]
    if (make) await make()
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `listen` on a port always gives an address object.
  const { port } = server.address() as AddressInfo
  return {
    addressFor: (cell, waitMs = 0) =>
      `http://127.0.0.1:${port}/?${new URLSearchParams({ cell, endpoint, key: publicKey, wait: `${waitMs}` })}`,
    reportOf: (visit, timeoutMs) => waitForReport(waiting, visit, timeoutMs),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function waitForReport(
  waiting: Map<string, (report: Report) => void>,
  visit: string,
  timeoutMs: number,
): Promise<Report> {
  return new Promise((resolve) => {
    const finish = (report: Report) => {
      clearTimeout(timer)
      waiting.delete(visit)
      resolve(report)
    }
    const timer = setTimeout(
      () => finish({ problem: `the page said nothing within ${timeoutMs} ms` }),
      timeoutMs,
    )
    waiting.set(visit, finish)
  })
}

function answer(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

async function readReport(request: IncomingMessage): Promise<Report> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  // Our own page wrote it.
  return JSON.parse(Buffer.concat(chunks).toString()) as Report
}

async function bundlePage(): Promise<string> {
  const bundle = await rolldown({
    input: join(process.cwd(), 'tests/gauntlet/page.ts'),
    platform: 'browser',
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  return output[0].code
}
