import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface ListServer {
  readonly origin: string
  /** What is served, by path; may be changed at any time. */
  readonly files: Map<string, string | Buffer>
  /** Answers of another kind, by path. */
  readonly answers: Map<string, (request: IncomingMessage, response: ServerResponse) => void>
  /** `GET /path 200` for every request. */
  readonly seen: string[]
  close(): Promise<void>
}

/** A publisher of lists on loopback, with entity tags. */
export async function startListServer(): Promise<ListServer> {
  const files = new Map<string, string | Buffer>()
  const answers: ListServer['answers'] = new Map()
  const seen: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    response.once('finish', () => seen.push(`GET ${path} ${response.statusCode}`))
    const answer = answers.get(path)
    if (answer) return answer(request, response)
    const file = files.get(path)
    if (file === undefined) return void response.writeHead(404).end()
    const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    response.writeHead(200, { etag }).end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    files,
    answers,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
