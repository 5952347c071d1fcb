import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { guardedLookup, RequestRefused, type Resolve } from '@whorl/enrich'
import type { BasicAuth } from './webhook-secrets'
import { mistakeInUrl } from './webhook-url'

/** How an attempt ended. */
export type SendOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  /** The sentence has no full stop. */
  | { readonly kind: 'failed'; readonly error: string }

export interface WebhookRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly basicAuth: BasicAuth | undefined
}

export interface SendOptions {
  readonly mayReach: (address: string) => boolean
  readonly resolve?: Resolve | undefined
  /** For the whole request. */
  readonly timeoutMs: number
}

const answerBytesMax = 16 * 1024

/**
 * POSTs one body. Redirects are answers like any other; the answer's body is read a little and
 * dropped. Never rejects for what a receiver or a network does.
 */
export async function sendWebhook(
  { url, headers, body, basicAuth }: WebhookRequest,
  { mayReach, resolve, timeoutMs }: SendOptions,
): Promise<SendOutcome> {
  const mistake = mistakeInUrl(url, mayReach)
  if (mistake !== undefined) return { kind: 'failed', error: mistake }
  const deadline = AbortSignal.timeout(timeoutMs)
  const open = url.startsWith('https:') ? requestHttps : requestHttp
  try {
    const answer = await new Promise<IncomingMessage>((taken, reject) => {
      const request = open(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        ...(basicAuth && { auth: `${basicAuth.username}:${basicAuth.password}` }),
        lookup: guardedLookup(mayReach, resolve),
        // A pooled socket might have been opened by somebody who was allowed more.
        agent: false,
        signal: deadline,
      })
      request.once('response', taken)
      // Stays: a reset after the answer must not end the process.
      request.on('error', reject)
      request.end(body)
    })
    await drain(answer)
    return { kind: 'answered', status: answer.statusCode ?? 0 }
  } catch (cause) {
    return { kind: 'failed', error: reasonOf(cause, deadline, timeoutMs) }
  }
}

async function drain(answer: IncomingMessage): Promise<void> {
  let bytes = 0
  try {
    for await (const piece of answer) {
      // Without an encoding set a stream of http gives buffers.
      bytes += (piece as Buffer).length
      if (bytes > answerBytesMax) break
    }
  } catch {
    // Unnamed on purpose: the status has come, and nothing of the body is used.
  }
  answer.destroy()
}

/** Everything that receivers and networks do; a bug of ours is neither and goes on. */
function reasonOf(cause: unknown, deadline: AbortSignal, timeoutMs: number): string {
  if (deadline.aborted) return `no answer within ${timeoutMs / 1000} s`
  if (cause instanceof RequestRefused) return cause.message
  if (cause instanceof Error && 'code' in cause) return `the connection failed: ${cause.message}`
  throw cause
}
