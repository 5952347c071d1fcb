import { referenceStyle } from '../../reference/reference-style'
import { type ApiDescription, renderReference } from '../../reference/render-reference'
import { version } from '../../version'
import { type AnyRoute, defineRoute, reply } from '../define'
import { toOpenApi } from '../openapi'

/** One style sheet of our own and nothing else. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; " +
    "base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
}

/** `GET /docs/api`: the description as a page for people, complete without the internet. */
export function createGetApiReference(routes: () => readonly AnyRoute[]) {
  let page: string | undefined
  return defineRoute({
    method: 'GET',
    path: '/docs/api',
    family: 'public',
    access: { key: 'none' },
    summary: 'Read this description as a page',
    schema: { response: { 200: { description: 'A page.', contentType: 'text/html' } } },
    errors: [],
    async handle() {
      // JSON as every reader gets it; `toOpenApi` makes exactly what the page shows.
      page ??= renderReference(
        JSON.parse(JSON.stringify(toOpenApi(routes(), version))) as ApiDescription,
      )
      return reply({
        status: 200,
        headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' },
        body: page,
      })
    },
  })
}

/** `GET /docs/api.css` */
export const getApiReferenceStyle = defineRoute({
  method: 'GET',
  path: '/docs/api.css',
  family: 'public',
  access: { key: 'none' },
  summary: 'Get the style of the page',
  schema: { response: { 200: { description: 'A style sheet.', contentType: 'text/css' } } },
  errors: [],
  async handle() {
    return reply({
      status: 200,
      headers: { ...pageHeaders, 'content-type': 'text/css; charset=utf-8' },
      body: referenceStyle,
    })
  },
})
