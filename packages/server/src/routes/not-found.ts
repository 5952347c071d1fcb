import { errors } from '@whorl/wire'
import type { AnyRoute, RouteReply } from './define'
import { reply } from './define'
import { toTemplate } from './openapi'

/** The answer to an address that is none: says what there is, and repeats nothing of the request. */
export function toNotFound(routes: readonly AnyRoute[]): RouteReply {
  const [status, code, message] = errors.route_not_found.v4
  const known = routes.map(({ method, path }) => `${method} ${toTemplate(path)}`).join(', ')
  return reply({ status, body: { error: { code, message: `${message}; there are: ${known}` } } })
}
