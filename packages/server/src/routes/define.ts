import type { ErrorCode } from '@whorl/wire'
import type { FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { House, KeyOwner } from '../house'

/** Which published API a route belongs to: decides the form of its errors. */
export type RouteFamily = 'v4' | 'v3' | 'v3-visitors' | 'public'

export interface RouteSchema {
  params?: TSchema
  query?: TSchema
  /** Documentation of each answer; the answers are built by typed code and not filtered by it. */
  response: Record<number, { description: string; schema?: TSchema; contentType?: string }>
}

type Part<S, K extends string> = S extends { [key in K]: infer T extends TSchema }
  ? Static<T>
  : Record<string, never>

export interface RouteCall<S extends RouteSchema, Access> {
  readonly house: House
  readonly params: Part<S, 'params'>
  /** Validated query; keys that the schema does not name are ignored. */
  readonly query: Part<S, 'query'>
  /** Unix ms; in development mode `x-whorl-now` sets it. */
  readonly now: number
  /** Present when the route asks for a key. */
  readonly owner: Access extends { key: 'none' } ? undefined : KeyOwner
  readonly request: FastifyRequest
}

/** A full answer, where status 200 and a JSON body are not enough. */
export interface RouteReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer | object
}

export interface Route<S extends RouteSchema = RouteSchema, Access = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify path, for example `/v4/events/:eventId`. */
  readonly path: string
  readonly family: RouteFamily
  readonly access: Access
  readonly summary: string
  readonly schema: S
  /** Every error the handler or the gate before it can answer. */
  readonly errors: readonly ErrorCode[]
  /** Returns a JSON body for status 200, or a `RouteReply` made by `reply()`. */
  readonly handle: (call: RouteCall<S, Access>) => Promise<object>
}

export type RouteAccess = { key: 'secret' } | { key: 'none' }

/** Declares one API operation. The list in `index.ts` registers it; OpenAPI is made from it. */
export function defineRoute<S extends RouteSchema, const Access extends RouteAccess>(
  route: Route<S, Access>,
): Route<S, Access> {
  return route
}
