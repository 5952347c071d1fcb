import type { FastifyInstance } from 'fastify'
import type { House } from '../house'
import type { AnyRoute } from './define'
import { createGate, send } from './gate'
import { toNotFound } from './not-found'
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
export function registerRoutes(app: FastifyInstance, house: House): void {
  for (const route of routes) {
    app.route({ method: route.method, url: route.path, handler: createGate(route, house) })
  }
  app.setNotFoundHandler((_request, answer) => send(answer, toNotFound(routes)))
}
