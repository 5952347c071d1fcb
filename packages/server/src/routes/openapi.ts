import {
  ApiError,
  EdgeRequestV4,
  EdgeResponseV4,
  EventResponseV3,
  EventV4,
  errors,
  SearchResponseV3,
  SearchResponseV4,
  VisitorsErrorV3,
  VisitorsResponseV3,
} from '@whorl/wire'
import type { TSchema } from 'typebox'
import { apiVersion, versionHeader } from './api-version'
import type { AnyRoute, RouteFamily } from './define'

/** Errors that the gate answers before any route with a key runs. */
const gateErrors = {
  secret: ['secret_api_key_required', 'secret_api_key_not_found', 'too_many_requests'],
  management: [
    'management_key_required',
    'management_key_not_found',
    'invalid_api_version',
    'too_many_requests',
  ],
  none: [],
} as const

/** Schemas that stand once under `components` and are referred to everywhere else. */
const components = new Map<TSchema, string>([
  [EventV4, 'EventV4'],
  [EdgeRequestV4, 'EdgeRequestV4'],
  [EdgeResponseV4, 'EdgeResponseV4'],
  [EventResponseV3, 'EventResponseV3'],
  [SearchResponseV4, 'SearchResponseV4'],
  [SearchResponseV3, 'SearchResponseV3'],
  [VisitorsResponseV3, 'VisitorsResponseV3'],
  [ApiError, 'Error'],
  [VisitorsErrorV3, 'VisitorsError'],
])

const security: Record<RouteFamily, object[]> = {
  v4: [{ bearer: [] }],
  v3: [{ authApiKey: [] }, { apiKeyQuery: [] }],
  'v3-visitors': [{ authApiKey: [] }, { apiKeyQuery: [] }],
  management: [{ bearer: [] }],
  public: [{ bearer: [] }],
}

const versionParameter = {
  name: versionHeader,
  in: 'header',
  required: true,
  schema: { type: 'string', const: apiVersion },
}

/** The OpenAPI 3.1 description of exactly the routes that are registered. */
export function toOpenApi(routes: readonly AnyRoute[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = toTemplate(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Whorl',
      version,
      description:
        'Self-hosted device intelligence. Server API v4 and v3 take a secret key, the Management API a management key.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries([...components].map(([schema, name]) => [name, schema])),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        authApiKey: { type: 'apiKey', in: 'header', name: 'Auth-API-Key' },
        apiKeyQuery: { type: 'apiKey', in: 'query', name: 'api_key' },
      },
    },
  }
}

/** `/v4/events/:event_id` and `/web/*` as OpenAPI writes them. */
export function toTemplate(path: string): string {
  return path.replace(/:([A-Za-z_]\w*)(\([^)]*\))?/g, '{$1}').replace(/\*/g, '{path}')
}

function toOperation(route: AnyRoute): object {
  return {
    summary: route.summary,
    tags: [route.family === 'v3-visitors' ? 'v3' : route.family],
    security: route.access.key === 'none' ? [] : security[route.family],
    parameters: [
      ...(route.family === 'management' ? [versionParameter] : []),
      ...toPathParameters(route),
      ...toQueryParameters(route),
    ],
    ...toRequestBody(route),
    responses: { ...toAnswers(route), ...toErrors(route) },
  }
}

function toPathParameters({ path, schema }: AnyRoute): object[] {
  const names = [...toTemplate(path).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const known = propertiesOf(schema.params)
  return names.map((name) => toParameter(name, 'path', known[name] ?? { type: 'string' }, true))
}

function toQueryParameters({ schema }: AnyRoute): object[] {
  const required = requiredOf(schema.query)
  return Object.entries(propertiesOf(schema.query)).map(([name, property]) =>
    toParameter(name, 'query', property, required.includes(name)),
  )
}

function toRequestBody({ schema }: AnyRoute): object {
  if (!schema.body) return {}
  const content = { 'application/json': { schema: toRef(schema.body) } }
  return { requestBody: { required: true, content } }
}

function toParameter(name: string, place: 'path' | 'query', schema: object, required: boolean) {
  const { description, ...rest } = schema as { description?: string }
  return { name, in: place, required, ...(description && { description }), schema: rest }
}

function toAnswers({ schema }: AnyRoute): Record<string, object> {
  return Object.fromEntries(
    Object.entries(schema.response).map(
      ([status, { description, schema: body, contentType = 'application/json' }]) => [
        status,
        { description, ...(body && { content: { [contentType]: { schema: toRef(body) } } }) },
      ],
    ),
  )
}

/** One answer for each status, naming every code that has it. */
function toErrors({ errors: own, family, access }: AnyRoute): Record<string, object> {
  const codes = new Set([...gateErrors[access.key], ...own, 'failed' as const])
  const byStatus: Record<string, string[]> = {}
  for (const code of codes) {
    const [status, name, message] =
      errors[code][family === 'v3' || family === 'v3-visitors' ? 'v3' : 'v4']
    const line = `\`${name}\`: ${message}`
    const lines = byStatus[status] ?? []
    if (!lines.includes(line)) byStatus[status] = [...lines, line]
  }
  const schema = toRef(family === 'v3-visitors' ? VisitorsErrorV3 : ApiError)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, lines]) => [
      status,
      { description: lines.join('; '), content: { 'application/json': { schema } } },
    ]),
  )
}

function toRef(schema: TSchema): object {
  const name = components.get(schema)
  return name === undefined ? schema : { $ref: `#/components/schemas/${name}` }
}

interface ObjectSchema {
  properties?: Record<string, object>
  required?: readonly string[]
}

// A TypeBox object is plain JSON Schema; its static type just does not show the keywords.
const propertiesOf = (schema: TSchema | undefined) => (schema as ObjectSchema)?.properties ?? {}
const requiredOf = (schema: TSchema | undefined) => (schema as ObjectSchema)?.required ?? []
