import { version } from '../../version'
import { type AnyRoute, defineRoute } from '../define'
import { toOpenApi } from '../openapi'

/** `GET /openapi.json`, made from the list of routes it stands in. */
export function createGetOpenApi(routes: () => readonly AnyRoute[]) {
  return defineRoute({
    method: 'GET',
    path: '/openapi.json',
    family: 'public',
    access: { key: 'none' },
    summary: 'Get this description',
    schema: { response: { 200: { description: 'OpenAPI 3.1.' } } },
    errors: [],
    handle: async () => toOpenApi(routes(), version),
  })
}
