import { createServer } from 'node:http'

/** What the page tells its own server once it knows. */
export interface Report {
  visitorId?: string
  eventId?: string
  error?: string
  /** Directives of the page's policy that something violated, as the page saw them. */
  violations: string[]
}

/** Somebody's web site: another origin than the server, with a strict content security policy. */
export interface Site {
  readonly origin: string
  readonly reports: Report[]
  /** Violations that browsers reported by themselves, also from frames. */
  readonly policyReports: string[]
  close(): Promise<void>
}

/** The page imports the agent from `endpoint`, identifies, waits a while, and reports. */
export async function openSite(endpoint: string, publicKey: string): Promise<Site> {
  const reports: Report[] = []
  const policyReports: string[] = []
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${endpoint}`,
    `connect-src 'self' ${endpoint}`,
    // The browser itself asks for /favicon.ico.
    "img-src 'self'",
    "base-uri 'none'",
    'report-uri /policy',
  ].join('; ')
  const script = pageScript(endpoint, publicKey)
  const server = createServer(async (request, response) => {
    const body = await readText(request)
    if (request.url === '/policy') policyReports.push(body)
    if (request.url === '/report') reports.push(JSON.parse(body) as Report)
    if (request.method === 'POST') return response.writeHead(204).end()
    if (request.url === '/page.js') {
      return response.setHeader('content-type', 'text/javascript').end(script)
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (request.url === '/empty') return response.end('<!doctype html><title>empty</title>')
    response.setHeader('content-security-policy', policy)
    response.end('<!doctype html><title>site</title><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the site has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    reports,
    policyReports,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

// Runs in the page. The wait covers everything the agent still does after the id is out.
function pageScript(endpoint: string, publicKey: string): string {
  return `
    const violations = []
    addEventListener('securitypolicyviolation', (event) => {
      violations.push(event.effectiveDirective + ' ' + event.blockedURI)
    })
    const tell = (result) =>
      fetch('/report', { method: 'POST', body: JSON.stringify({ ...result, violations }) })
    try {
      const { start } = await import('${endpoint}/v4/${publicKey}')
      const agent = start({})
      const result = await agent.get()
      globalThis.visitorId = result.visitor_id
      await new Promise((resolve) => setTimeout(resolve, 2000))
      await tell({ visitorId: result.visitor_id, eventId: result.event_id })
    } catch (error) {
      await tell({ error: String(error) })
    }
    globalThis.isDone = true`
}

async function readText(request: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
