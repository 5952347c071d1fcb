import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Decoded, decodeEnvelope } from './decode-envelope'

export interface Post {
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
  at: number
  /** Absent for a request for a challenge. */
  decoded?: Decoded
}

export interface Reply {
  status?: number
  /** Sent as JSON; a string is sent as it is. */
  body: unknown
}

export interface Asset {
  type: string
  body: string
  headers?: Record<string, string>
}

/** `destroy` cuts the connection; `hang` never answers. */
export type Answer = Reply | 'destroy' | 'hang' | undefined

export interface Loopback {
  readonly origin: string
  readonly port: number
  readonly posts: Post[]
  readonly gets: string[]
  /** Identify messages, decoded, in order of arrival. */
  identified(): Decoded[]
  /** Challenge keys by challenge id. */
  readonly keys: Map<string, Buffer>
  /** Files by path. */
  readonly assets: Map<string, Asset>
  /** Answers a POST instead of the usual answer; undefined leaves the usual one. */
  answer: (post: Post) => Answer
  reset(): void
  close(): Promise<void>
}

/** A real HTTP server that speaks the ingress side of the protocol. */
export async function startLoopback(): Promise<Loopback> {
  const keys = new Map<string, Buffer>()
  const issue = () => {
    const id = randomBytes(16).toString('base64url')
    const key = randomBytes(32)
    keys.set(id, key)
    return { id, keyId: 'k1', key: key.toString('base64url'), issuedAt: Date.now() }
  }
  const usual = (post: Post): Reply =>
    post.decoded?.payload.kind === 'late'
      ? { body: { eventId: 'late' } }
      : post.decoded
        ? { body: anAnswer(issue()) }
        : { body: { challenge: issue(), sealed: false, zeroTrust: false } }
  const decode = (body: Buffer) =>
    decodeEnvelope(body, (nonce) => keys.get(nonce) ?? randomBytes(32))

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback')
    allowOrigin(request, response)
    if (request.method !== 'POST') {
      // Chromium asks for it and reports a 404 on the console.
      if (url.pathname === '/favicon.ico') return response.writeHead(204).end()
      loopback.gets.push(`${request.method} ${url.pathname}${url.search}`)
      return sendAsset(response, loopback.assets.get(url.pathname))
    }
    const body = await readBody(request)
    const post: Post = {
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
      at: Date.now(),
      ...(body.length > 0 && { decoded: decode(body) }),
    }
    loopback.posts.push(post)
    const answer = loopback.answer(post) ?? usual(post)
    if (answer === 'destroy') request.socket.destroy()
    else if (answer !== 'hang') sendReply(response, answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server that listens has this form

  const loopback: Loopback = {
    origin: `http://127.0.0.1:${port}`,
    port,
    posts: [],
    gets: [],
    identified: () => loopback.posts.flatMap(({ decoded }) => decoded ?? []).filter(isIdentify),
    keys,
    assets: new Map(),
    answer: () => undefined,
    reset() {
      loopback.posts.length = 0
      loopback.gets.length = 0
      loopback.answer = () => undefined
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return loopback
}

/** What the server says about an ordinary visit. */
export function anAnswer(challenge?: object) {
  return {
    eventId: '1758130560902.8tRtrH',
    visitorId: 'AbCdEfGhIjKlMnOpQrSt',
    visitorFound: true,
    confidence: 0.9,
    suspectScore: 3,
    token: 'k1.AbCdEfGhIjKlMnOpQrSt.signature',
    ...(challenge && { challenge }),
  }
}

const isIdentify = ({ payload }: Decoded) => payload.kind === 'identify'

function allowOrigin(request: IncomingMessage, response: ServerResponse) {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
  if (request.headers.origin) response.setHeader('access-control-allow-credentials', 'true')
}

function sendAsset(response: ServerResponse, asset: Asset | undefined) {
  if (!asset) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': asset.type, ...asset.headers })
  return response.end(asset.body)
}

function sendReply(response: ServerResponse, { status = 200, body }: Reply) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}
