import type { IngestError } from '@whorl/wire'
import { ingressUrl } from './endpoint'
import { type Failure, failure } from './failure'
import { watchCsp } from './watch-csp'

export interface Line {
  /** Tidy endpoints, tried in order. */
  readonly endpoints: readonly string[]
  readonly key: string
  readonly region?: string | undefined
}

export interface SendOptions {
  /** Marks every attempt after the first as a repetition of this nonce. */
  nonce?: string
  signal?: AbortSignal
  /** @default 5 */
  attemptsMax?: number
  /** An attempt without an answer for so long gives way to the next one. @default 5000 */
  attemptMs?: number
  /** Wait before the second attempt; doubles each time, with jitter, up to 3000. @default 200 */
  backoffMs?: number
}

export interface Sent {
  /** The answer's JSON object. */
  readonly answer: object
  /** The endpoint that answered. */
  readonly endpoint: string
}

/**
 * Posts the bytes until the server has understood them. Network failures and 5xx are tried again,
 * on the next endpoint where there is one, with the same bytes. Never rejects.
 */
export async function send(
  line: Line,
  body: Uint8Array<ArrayBuffer>,
  { nonce, signal, attemptsMax = 5, attemptMs = 5000, backoffMs = 200 }: SendOptions = {},
): Promise<Sent | Failure> {
  const endpoints = [...line.endpoints]
  let last: Failure = failure('invalid_endpoint')
  for (let attempt = 0; attempt < attemptsMax && endpoints.length > 0; attempt++) {
    const endpoint = endpoints[attempt % endpoints.length] ?? ''
    if (attempt > 0 && !(await pause(attempt, endpoints.length, backoffMs, signal))) break
    const retry = attempt > 0 ? nonce : undefined
    const url = ingressUrl(endpoint, { ...line, retry })
    const tried = await postOnce(url, body, limitTime(signal, attemptMs))
    if ('answer' in tried) return { answer: tried.answer, endpoint }
    last = tried.failure
    if (tried.next === 'stop') break
    if (tried.next === 'drop') endpoints.splice(endpoints.indexOf(endpoint), 1)
  }
  return last
}

/** The first round over all endpoints goes without waiting. False when the caller gave up. */
function pause(
  attempt: number,
  round: number,
  backoffMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const doublings = attempt - round
  const ms = doublings < 0 ? 0 : Math.min(3000, backoffMs * 2 ** doublings) * (0.5 + Math.random())
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(false)
    const timer = setTimeout(() => resolve(true), ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve(false)
    })
  })
}

interface TimeLimit {
  readonly signal: AbortSignal
  readonly isTimeout: () => boolean
  readonly stop: () => void
}

/** `AbortSignal.any` came only with Safari 17.4 and Firefox 124. */
function limitTime(outer: AbortSignal | undefined, ms: number): TimeLimit {
  const inner = new AbortController()
  let isTimeout = false
  const abort = () => inner.abort()
  const timer = setTimeout(() => {
    isTimeout = true
    abort()
  }, ms)
  if (outer?.aborted) abort()
  outer?.addEventListener('abort', abort)
  const stop = () => {
    clearTimeout(timer)
    outer?.removeEventListener('abort', abort)
  }
  return { signal: inner.signal, isTimeout: () => isTimeout, stop }
}

type Tried =
  | { answer: object }
  | { failure: Failure /** What may still help. */; next: 'again' | 'drop' | 'stop' }

async function postOnce(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  limit: TimeLimit,
): Promise<Tried> {
  const csp = watchCsp(url)
  try {
    const response = await fetch(url, postInit(body, limit.signal))
    return readAnswer(response.status, await response.text())
  } catch (error) {
    if (limit.isTimeout()) return { failure: failure('network_connection'), next: 'again' }
    const isAbort = error instanceof DOMException && error.name === 'AbortError'
    if (isAbort) return { failure: failure('network_abort'), next: 'stop' }
    // The violation is reported in a task of its own, which may come after the rejection.
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (csp.isBlocked()) return { failure: failure('csp_block'), next: 'drop' }
    return { failure: failure('network_connection'), next: 'again' }
  } finally {
    csp.stop()
    limit.stop()
  }
}

/** No header but the safelisted content type: a request without preflight. */
function postInit(body: Uint8Array<ArrayBuffer>, signal: AbortSignal | undefined): RequestInit {
  return {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain' },
    credentials: 'include',
    ...(signal && { signal }),
  }
}

function readAnswer(status: number, text: string): Tried {
  const json = parseObject(text)
  const isOk = status >= 200 && status < 300
  if (isOk && json && !('error' in json)) return { answer: json }
  const failed =
    json && isIngestError(json)
      ? {
          failed: json.error.code,
          message: json.error.message,
          v3: json.error.v3,
          eventId: json.eventId ?? null,
        }
      : failure(isOk ? 'bad_response_format' : 'server_error')
  return { failure: failed, next: status >= 500 ? 'again' : 'stop' }
}

function parseObject(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? json : undefined
  } catch {
    return
  }
}

function isIngestError(json: object): json is IngestError {
  if (!('error' in json) || typeof json.error !== 'object' || json.error === null) return false
  const { error } = json
  return 'code' in error && typeof error.code === 'string' && 'message' in error && 'v3' in error
}

/** Asks a message to be sent although the page goes away; nobody reads the answer. */
export function sendLast(url: string, body: Uint8Array<ArrayBuffer>): boolean {
  // A blob gives the safelisted content type; raw bytes would give none.
  return navigator.sendBeacon?.(url, new Blob([body], { type: 'text/plain' })) ?? false
}

/** Sends without retries in a request that may outlive the page. */
export async function sendKeepalive(
  url: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<object | Failure> {
  try {
    const response = await fetch(url, { ...postInit(body, undefined), keepalive: true })
    const tried = readAnswer(response.status, await response.text())
    return 'answer' in tried ? tried.answer : tried.failure
  } catch {
    return failure('network_connection')
  }
}
