import type { IncomingHttpHeaders } from 'node:http'
import { WhorlError } from '@whorl/wire'

/** The version of the published Management API that is spoken here. */
export const apiVersion = '2025-11-20'
export const versionHeader = 'X-API-Version'

/**
 * Every call of the Management API names its version, so that a later one cannot surprise.
 *
 * @throws WhorlError invalid_api_version when it is missing or not spoken here
 */
export function requireApiVersion(headers: IncomingHttpHeaders): void {
  const sent = headers['x-api-version']
  if (sent !== apiVersion) throw new WhorlError('invalid_api_version', { details: { sent } })
}
