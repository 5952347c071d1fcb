import type { IncomingHttpHeaders } from 'node:http'
import { WhorlError } from '@whorl/wire'
import type { KeyOwner, TenantDirectory } from '../house'
import type { RouteFamily } from '../routes/define'
import { isKeyUsable } from '../tenants/key-settings'
import { readApiKey } from './read-api-key'

export interface Credentials {
  readonly family: RouteFamily
  readonly headers: IncomingHttpHeaders
  readonly query: Readonly<Record<string, unknown>>
  /** Unix ms; asked only for a key that is known. */
  readonly now: () => number
}

/** Which keys open a route, and what others are told. */
const openers = {
  secret: { missing: 'secret_api_key_required', unknown: 'secret_api_key_not_found' },
  management: { missing: 'management_key_required', unknown: 'management_key_not_found' },
} as const

/**
 * Finds out whose request it is. Only enabled keys of the wanted type pass; a disabled or expired
 * key, a key of another type and one that never existed are answered alike, so that nothing can be
 * learned by trying.
 *
 * @throws WhorlError `secret_api_key_required` or `secret_api_key_not_found`, and their like for
 *   management keys
 */
export function authenticate(
  { family, headers, query, now }: Credentials,
  tenants: TenantDirectory,
  type: keyof typeof openers = 'secret',
): KeyOwner {
  const token = readApiKey(family, headers, query)
  if (token === undefined) throw new WhorlError(openers[type].missing)
  const owner = tenants.findKey(token)
  if (owner?.key.type !== type || !isKeyUsable(owner.key, now())) {
    throw new WhorlError(openers[type].unknown, {
      details: { keyId: owner?.key.id, type: owner?.key.type, status: owner?.key.status },
    })
  }
  return owner
}

/** Whether a key may see an object of this environment; keys of the workspace see all of them. */
export function mayReadEnvironment(owner: KeyOwner, environmentId: string): boolean {
  return owner.environment === undefined || owner.environment.id === environmentId
}
