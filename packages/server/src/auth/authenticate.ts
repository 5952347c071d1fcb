import type { IncomingHttpHeaders } from 'node:http'
import { WhorlError } from '@whorl/wire'
import type { KeyOwner, TenantDirectory } from '../house'
import type { RouteFamily } from '../routes/define'
import { isUsableKey } from './is-usable-key'
import { readApiKey } from './read-api-key'

export interface Credentials {
  readonly family: RouteFamily
  readonly headers: IncomingHttpHeaders
  readonly query: Readonly<Record<string, unknown>>
}

/**
 * Finds out whose request it is. Only enabled secret keys pass; a disabled or expired key, a public, proxy or
 * management key and a key that never existed are answered alike, so that nothing can be learned
 * by trying.
 *
 * @throws WhorlError `secret_api_key_required` or `secret_api_key_not_found`
 */
export function authenticate(
  { family, headers, query }: Credentials,
  tenants: TenantDirectory,
  now: () => number,
): KeyOwner {
  const token = readApiKey(family, headers, query)
  if (token === undefined) throw new WhorlError('secret_api_key_required')
  const owner = tenants.findKey(token)
  if (owner?.key.type !== 'secret' || !isUsableKey(owner.key, now)) {
    throw new WhorlError('secret_api_key_not_found', {
      details: { keyId: owner?.key.id, type: owner?.key.type, status: owner?.key.status },
    })
  }
  return owner
}

/** Whether a key may see an object of this environment; keys of the workspace see all of them. */
export function mayReadEnvironment(owner: KeyOwner, environmentId: string): boolean {
  return owner.environment === undefined || owner.environment.id === environmentId
}
