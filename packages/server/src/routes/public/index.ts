import type { AnyRoute } from '../define'
import {
  getDemoConfig,
  getDemoEvent,
  getDemoPage,
  getDemoPageFolder,
  getDemoScript,
  getDemoStyle,
} from './demo'
import { getScripts } from './get-script'
import { getHealth, getMetrics, getReadiness, postTick } from './health'

/** Everything that is answered without a secret key, beside the ingress. */
export const publicRoutes: readonly AnyRoute[] = [
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
