import type { AdminStore, ApiKey } from '@whorl/store'
import { createKeyId, hashKey } from '../ids'

export interface NewKey {
  readonly workspaceId: string
  readonly environmentId?: string
  readonly type: ApiKey['type']
  readonly token: string
  readonly status?: ApiKey['status']
}

/**
 * The row of a key. Of a public key the text itself is kept, because everybody may know it; of all
 * others only its hash and last four characters.
 *
 * @param id that of the row it replaces
 */
export function toKeyRow(
  { workspaceId, environmentId, type, token, status = 'enabled' }: NewKey,
  createdAt: number,
  id = createKeyId(),
): ApiKey {
  return {
    id,
    workspaceId,
    ...(environmentId !== undefined && { environmentId }),
    type,
    hash: hashKey(token),
    ...(type === 'public' && { token }),
    lastFour: token.slice(-4),
    status,
    createdAt,
  }
}

/** Writes a key that did not exist. */
export async function putNewKey(
  { tenants }: Pick<AdminStore, 'tenants'>,
  key: NewKey,
  createdAt: number,
): Promise<ApiKey> {
  const row = toKeyRow(key, createdAt)
  await tenants.putKey(row)
  return row
}
