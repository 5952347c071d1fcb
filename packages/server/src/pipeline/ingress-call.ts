import { ingressQuery } from '@whorl/wire'
import type { FastifyRequest } from 'fastify'
import type { House } from '../house'
import { requestNow } from '../request-now'

/** One request to the ingress, before anything in it is believed. */
export interface IngressCall {
  readonly body: Uint8Array
  /** The public key of the query; empty when it is only in the payload. */
  readonly key: string
  /** The nonce of the attempt that this one repeats; set by the agent's own retry only. */
  readonly retry: string | undefined
  /** The Origin header; empty when there is none. */
  readonly origin: string
  /** Unix ms. */
  readonly now: number
  readonly isDemo: boolean
  readonly request: FastifyRequest
}

/** @throws WhorlError clock_header_refused for a misused `x-whorl-now` */
export function openIngressCall(
  house: House,
  request: FastifyRequest,
  { isDemo }: { isDemo: boolean },
): IngressCall {
  // Fastify parses the query into an object of texts and lists of texts.
  const query = request.query as Readonly<Record<string, string | string[] | undefined>>
  return {
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(0),
    key: first(query[ingressQuery.key]) ?? '',
    retry: first(query[ingressQuery.retry]),
    origin: request.headers.origin ?? '',
    now: requestNow(house, request),
    isDemo,
    request,
  }
}

function first(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}
