import type { ErrorCode } from '@whorl/wire'
import { Type } from 'typebox'
import { defineRoute, type Route, type RouteReply, type RouteSchema, reply } from './define'

const access = { key: 'management' } as const
type Access = typeof access
type ManagedRoute<S extends RouteSchema> = Omit<Route<S, Access>, 'family' | 'access'>

/** A route of the Management API. */
export function defineManaged<S extends RouteSchema>(route: ManagedRoute<S>): Route<S, Access> {
  return defineRoute({ ...route, family: 'management', access })
}

export const IdParams = Type.Object({ id: Type.String() })

export const pageQuery = {
  cursor: Type.Optional(
    Type.String({ description: '`next_cursor` or `prev_cursor` of another page.' }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 101,
      description: '10 when it is absent or 0.',
      'x-whorl-error': 'invalid_limit',
    }),
  ),
}

/** The errors of every route that changes something by a body. */
export const bodyErrors = [
  'unknown_body_field',
  'invalid_management_request',
  'request_cannot_be_parsed',
  'request_read_timeout',
  'payload_too_large',
  'service_unavailable',
] as const satisfies readonly ErrorCode[]

export const gone = { 204: { description: 'It is gone.' } }

export function created(data: object): RouteReply {
  return reply({ status: 201, body: { data } })
}

export function noContent(): RouteReply {
  return reply({ status: 204 })
}
