import type { ErrorCode } from '@whorl/wire'
import type { FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { House, KeyOwner } from '../house'

/** Which published API a route belongs to: decides where its key is read and how errors look. */
export type RouteFamily = 'v4' | 'v3' | 'v3-visitors' | 'management' | 'public'

export interface RouteSchema {
  params?: TSchema
  /**
   * Query parameters arrive as text: integers and booleans are read strictly, arrays are repeated
   * keys. A property may name the error of a value that does not fit as `x-whorl-error`.
   */
  query?: TSchema
  /**
   * JSON body. A field that a closed object of it does not have is an error of its own,
   * `unknown_body_field`, or the one that the schema names as `x-whorl-error`.
   */
  body?: TSchema
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
  /** Validated; NUL and lone surrogates are replaced, keys that could pollute are dropped. */
  readonly body: Part<S, 'body'>
  /** Unix ms; in development mode `x-whorl-now` sets it. */
  readonly now: number
  /** Present when the route asks for a key. */
  readonly owner: Access extends { key: 'none' } ? undefined : KeyOwner
  readonly request: FastifyRequest
}

/** A full answer, where status 200 and a JSON body are not enough. Made by `reply()`. */
export interface RouteReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text and bytes are sent as they are, an object as JSON, nothing as an empty body. */
  readonly body?: string | Buffer | object
}

export interface Route<S extends RouteSchema = RouteSchema, Access = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify path, for example `/v4/events/:event_id`. */
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

export type RouteAccess = { key: 'secret' } | { key: 'management' } | { key: 'none' }

/** A route of any schema, for lists. Only the gate calls it, with parts its schema has checked. */
export type AnyRoute = Omit<Route<RouteSchema, RouteAccess>, 'handle'> & {
  readonly handle: (call: never) => Promise<object>
}

/** Declares one API operation. The list in `index.ts` registers it; OpenAPI is made from it. */
export function defineRoute<S extends RouteSchema, const Access extends RouteAccess>(
  route: Route<S, Access>,
): Route<S, Access> {
  return route
}

const replies = new WeakSet<object>()

/** Marks an object as a full answer, so that a JSON body with a `status` key is not taken for one. */
export function reply(answer: RouteReply): RouteReply {
  replies.add(answer)
  return answer
}

export function isReply(answer: object): answer is RouteReply {
  return replies.has(answer)
}
