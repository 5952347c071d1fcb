import type { FastifyInstance } from 'fastify'
import type { House } from '../house'
import type { ServerLimits } from '../server-limits'
import type { AnyRoute } from './define'
import { createGate, send } from './gate'
import { apiKeyRoutes } from './manage/api-keys'
import { encryptionKeyRoutes } from './manage/encryption-keys'
import { environmentRoutes } from './manage/environments'
import { filteringRuleRoutes } from './manage/filtering-rules'
import { rulesetRoutes } from './manage/rulesets'
import { webhookRoutes } from './manage/webhooks'
import { toNotFound } from './not-found'
import { createGetApiReference, getApiReferenceStyle } from './public/get-api-reference'
import {
  getDemoConfig,
  getDemoEvent,
  getDemoPage,
  getDemoPageFolder,
  getDemoScript,
  getDemoStyle,
} from './public/get-demo'
import { getHealth, getReadiness } from './public/get-health'
import { getMetrics } from './public/get-metrics'
import { createGetOpenApi } from './public/get-openapi'
import { getScripts } from './public/get-script'
import { postTick } from './public/post-tick'
import { deleteNoVisitorV3, deleteVisitorV3 } from './v3/delete-visitor'
import { getEventV3 } from './v3/get-event'
import { getRelatedVisitors } from './v3/get-related-visitors'
import { getVisits } from './v3/get-visits'
import { putEvent } from './v3/put-event'
import { searchEventsV3 } from './v3/search-events'
import { deleteNoVisitor, deleteVisitor } from './v4/delete-visitor'
import { getEvent } from './v4/get-event'
import { patchEvent } from './v4/patch-event'
import { postEdge } from './v4/post-edge'
import { searchEvents } from './v4/search-events'

/** Every operation, in the order of the documentation. OpenAPI is made from this list. */
export const routes: readonly AnyRoute[] = [
  // Server API v4
  getEvent,
  searchEvents,
  patchEvent,
  deleteVisitor,
  deleteNoVisitor,
  postEdge,
  // Server API v3
  getEventV3,
  putEvent,
  searchEventsV3,
  getVisits,
  deleteVisitorV3,
  deleteNoVisitorV3,
  getRelatedVisitors,
  // Management API
  ...environmentRoutes,
  ...apiKeyRoutes,
  ...encryptionKeyRoutes,
  ...filteringRuleRoutes,
  ...rulesetRoutes,
  ...webhookRoutes,
  // Without a key
  createGetOpenApi(() => routes),
  createGetApiReference(() => routes),
  getApiReferenceStyle,
  ...getScripts,
  getDemoPage,
  getDemoPageFolder,
  getDemoScript,
  getDemoStyle,
  getDemoConfig,
  getDemoEvent,
  getHealth,
  getReadiness,
  getMetrics,
  postTick,
]

/** Puts every route behind its gate, and an answer that says what exists everywhere else. */
export function registerRoutes(app: FastifyInstance, house: House, limits: ServerLimits): void {
  const register = (scope: FastifyInstance, route: AnyRoute) =>
    scope.route({
      method: route.method,
      url: route.path,
      handler: createGate(route, house, limits),
    })
  // Clients name a type of the body that a DELETE does not have; it must not be waited for.
  const readsOwnBody = ({ schema, method }: AnyRoute) => schema.body || method === 'DELETE'
  for (const route of routes) if (!readsOwnBody(route)) register(app, route)
  app.register(async (scope) => {
    // Their gate reads the body itself, once it knows whose it is.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    // Bodies are JSON whatever they are called, and a name that is none would be refused.
    scope.addHook('onRequest', (request, _answer, done) => {
      delete request.headers['content-type']
      done()
    })
    for (const route of routes) if (readsOwnBody(route)) register(scope, route)
  })
  app.setNotFoundHandler((_request, answer) => send(answer, toNotFound(routes)))
}
