import type { FastifyInstance } from 'fastify'
import type { House } from '../house'
import type { AnyRoute } from './define'
import { createGate, send } from './gate'
import { toNotFound } from './not-found'
import { createGetOpenApi } from './public/get-openapi'
import { publicRoutes } from './public/index'
import { getEventV3 } from './v3/get-event'
import { getVisits } from './v3/get-visits'
import { getEvent } from './v4/get-event'

/** Every operation, in the order of the documentation. OpenAPI is made from this list. */
export const routes: readonly AnyRoute[] = [
  // Server API v4
  getEvent,
  // Server API v3
  getEventV3,
  getVisits,
  // Without a key
  createGetOpenApi(() => routes),
  ...publicRoutes,
]

/** Puts every route behind its gate, and an answer that says what exists everywhere else. */
export function registerRoutes(app: FastifyInstance, house: House): void {
  for (const route of routes) {
    app.route({ method: route.method, url: route.path, handler: createGate(route, house) })
  }
  app.setNotFoundHandler((_request, answer) => send(answer, toNotFound(routes)))
}
