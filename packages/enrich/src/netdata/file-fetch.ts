import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { AddressRanges } from '../address'
import { RequestRefused } from '../outbound/request-refused'
import { openRequest } from './open-request'
import type { Validators } from './update-state'

export interface FileRequest {
  readonly url: string
  /** The file to write; what stood there is replaced. */
  readonly to: string
  readonly bytesMax: number
  /** What was said about the copy that is here; a server may then answer that it is the newest. */
  readonly validators?: Validators
}

export type FileReply =
  | {
      readonly status: 'saved'
      readonly bytes: number
      readonly validators: Validators
    }
  | { readonly status: 'not_modified' }
  /** 404 or 410. */
  | { readonly status: 'absent' }
  /** The sentence completes "NAME: …". */
  | { readonly status: 'failed'; readonly sentence: string }

/** Downloads one file. Never rejects for what a server or a network does. */
export type FileFetch = (request: FileRequest) => Promise<FileReply>

export interface FileFetchOptions {
  /** Private addresses that may be reached nevertheless. */
  readonly outboundAllow?: AddressRanges
  /** Origins that the operator named: plain http and private addresses are allowed there. */
  readonly trustedOrigins?: readonly string[]
  /** For a whole file. @default 600_000 */
  readonly timeoutMs?: number
  /** Between two pieces of it. @default 30_000 */
  readonly idleMs?: number
}

const redirectsMax = 5

/**
 * Downloads over https from public addresses only, redirects included: a list's publisher, or who
 * took over its name, must not make this machine talk to its own network.
 */
export function createFileFetch({
  outboundAllow,
  trustedOrigins = [],
  timeoutMs = 600_000,
  idleMs = 30_000,
}: FileFetchOptions = {}): FileFetch {
  return async ({ url, to, bytesMax, validators = {} }) => {
    const deadline = AbortSignal.timeout(timeoutMs)
    const headers = conditionsOf(validators)
    try {
      let at = new URL(url)
      for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
        const isTrusted = trustedOrigins.includes(at.origin)
        const reply = await openRequest({
          url: at,
          headers,
          isTrusted,
          outboundAllow,
          idleMs,
          deadline,
        })
        const next = redirectOf(reply, at)
        if (next === undefined) return await takeReply(reply, { to, bytesMax, deadline })
        reply.destroy()
        at = next
      }
      return failed(`${url} redirects more than ${redirectsMax} times`)
    } catch (cause) {
      return failed(reasonOf(cause, { deadline, timeoutMs }))
    }
  }
}

function conditionsOf({ etag, lastModified }: Validators): Record<string, string> {
  return {
    'user-agent': 'whorl-netdata',
    'accept-encoding': 'identity',
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  }
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined
  const { location = '' } = headers
  if (!URL.canParse(location, from)) throw new RequestRefused(`${from} redirects to nowhere`)
  return new URL(location, from)
}

async function takeReply(
  reply: IncomingMessage,
  { to, bytesMax, deadline }: { to: string; bytesMax: number; deadline: AbortSignal },
): Promise<FileReply> {
  const { statusCode = 0, headers } = reply
  if (statusCode !== 200) {
    reply.destroy()
    if (statusCode === 304) return { status: 'not_modified' }
    if (statusCode === 404 || statusCode === 410) return { status: 'absent' }
    return failed(`the server answered ${statusCode}`)
  }
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    reply.destroy()
    return failed(`the server sent the encoding ${encoding}, which was not asked for`)
  }
  const bytes = await save(reply, { to, bytesMax, deadline })
  const { etag, 'last-modified': lastModified } = headers
  const validators = {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  }
  return { status: 'saved', bytes, validators }
}

async function save(
  reply: IncomingMessage,
  { to, bytesMax, deadline }: { to: string; bytesMax: number; deadline: AbortSignal },
): Promise<number> {
  let bytes = 0
  const limited = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      bytes += piece.length
      if (bytes > bytesMax) throw new RequestRefused(`it is larger than ${bytesMax} bytes`)
      yield piece
    }
  }
  await pipeline(reply, limited, createWriteStream(to), { signal: deadline })
  return bytes
}

/** Everything that servers and networks do; a bug of ours is neither and goes on. */
function reasonOf(
  cause: unknown,
  { deadline, timeoutMs }: { deadline: AbortSignal; timeoutMs: number },
): string {
  if (deadline.aborted) return `it took longer than ${Math.round(timeoutMs / 1000)} s`
  if (cause instanceof RequestRefused) return cause.message
  if (cause instanceof Error && 'code' in cause) return `the download failed: ${cause.message}`
  throw cause
}

function failed(sentence: string): FileReply {
  return { status: 'failed', sentence }
}

/** SHA-256 in hex. */
export function digestOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
