import type { ApiKey, Environment } from '@whorl/store'
import type { ApiKeyCreation, ApiKeyUpdate, ManagedApiKey } from '@whorl/wire'
import type { Static } from 'typebox'
import { mayReadEnvironment } from '../auth/authenticate'
import { createKeyToken } from '../ids'
import { fromStore } from '../pipeline/from-store'
import { changeTenants } from '../tenants/change-tenants'
import { toKeyRow } from '../tenants/create-tenant'
import { type KeySettings, keySettings, withStatus } from '../tenants/key-settings'
import { limitsOf } from '../tenants/settings'
import { conflict, notFound, refused, toMaybeTime, toTime } from './refusals'
import { environmentsInScope, getEnvironment, type Manager } from './scope'

/** All keys are kept in memory: a runaway script must not fill it. */
const keysMax = 10_000

type Reader = Pick<Manager, 'house' | 'owner'>

/** The keys that this key may see; one of an environment sees those of its environment. */
export function keysInScope({ house, owner }: Reader): ApiKey[] {
  return house.tenants
    .keysOf(owner.workspace.id)
    .filter(({ environmentId = '' }) => mayReadEnvironment(owner, environmentId))
}

/** @throws WhorlError management_object_not_found */
export function getKey(by: Reader, id: string): ApiKey {
  const key = keysInScope(by).find((one) => one.id === id)
  if (!key) throw notFound('API key')
  return key
}

/**
 * Makes the form in which keys are shown.
 *
 * @returns a function of the key and of its secret, which is known only when it was just made
 */
export async function openKeyView(
  by: Reader,
): Promise<(key: ApiKey, token?: string) => ManagedApiKey> {
  const { house, owner } = by
  const uses = await fromStore(house.store.tenants.lastUses(owner.workspace.id))
  return (key, token) => {
    const { name = '', description = '', expiresAt, disabledAt } = keySettings(key)
    return {
      id: key.id,
      name,
      description,
      status: key.status,
      environment: key.environmentId ?? null,
      type: key.type,
      token: token ?? key.token ?? null,
      last_four: key.lastFour,
      rate_limit: rateOf(by, key),
      created_at: toTime(key.createdAt),
      disabled_at: toMaybeTime(disabledAt),
      expires_at: toMaybeTime(expiresAt),
      last_used_at: toMaybeTime(uses.get(key.id)),
    }
  }
}

function rateOf(by: Reader, key: ApiKey): number {
  const { rateLimit } = keySettings(key)
  if (rateLimit !== undefined) return rateLimit
  const environments = environmentsInScope(by).filter(
    ({ id }) => key.environmentId === undefined || key.environmentId === id,
  )
  const name = key.type === 'public' ? 'ingestPerKey' : 'apiPerKey'
  const rates = environments
    .map((environment) => limitsOf(by.owner.workspace, environment)[name])
    .filter((rate) => rate > 0)
  return rates.length > 0 ? Math.min(...rates) : 0
}

/**
 * Makes a key. Its secret is in the answer and nowhere else.
 *
 * @throws WhorlError management_object_not_found for its environment, management_conflict,
 *   invalid_management_request
 */
export function createKey(
  by: Manager,
  { type, name, description, environment, expires_at }: Static<typeof ApiKeyCreation>,
): Promise<{ key: ApiKey; token: string }> {
  const { house, owner, now } = by
  const workspaceId = owner.workspace.id
  const expiresAt = readExpiry(expires_at, now)
  return changeTenants(house, async () => {
    if (house.tenants.keysOf(workspaceId).length >= keysMax)
      throw conflict(`a workspace has at most ${keysMax} API keys`)
    const scope = chooseEnvironment(by, type, environment)
    const token = createKeyToken(type)
    const row = toKeyRow(
      { workspaceId, type, token, ...(scope && { environmentId: scope.id }) },
      now,
    )
    const key = { ...row, settings: withoutUndefined({ name, description, expiresAt }) }
    await house.store.tenants.putKey(key)
    return { key, token }
  })
}

/** Keys that a key of one environment makes are of that environment. */
function chooseEnvironment(
  by: Manager,
  type: ApiKey['type'],
  wanted: string | undefined,
): Environment | undefined {
  if (wanted !== undefined) return getEnvironment(by, wanted)
  if (by.owner.environment) return by.owner.environment
  if (type !== 'public') return undefined
  const [oldest] = environmentsInScope(by)
  if (!oldest) throw notFound('environment')
  return oldest
}

/**
 * @throws WhorlError management_object_not_found, management_conflict,
 *   invalid_management_request
 */
export function updateKey(
  by: Manager,
  id: string,
  { name, description, status, rate_limit, expires_at }: Static<typeof ApiKeyUpdate>,
): Promise<ApiKey> {
  const { house, now } = by
  const expiresAt = readExpiry(expires_at, now)
  return changeTenants(house, async () => {
    const before = getKey(by, id)
    if (status === 'disabled') requireAnother(by, id)
    const changed = status === undefined ? before : withStatus(before, status, now)
    const { expiresAt: kept, ...rest } = keySettings(changed)
    const settings = {
      ...rest,
      expiresAt: expires_at === undefined ? kept : expiresAt,
      ...withoutUndefined({ name, description, rateLimit: rate_limit }),
    }
    const key = { ...changed, settings: withoutUndefined(settings) }
    await house.store.tenants.putKey(key)
    return key
  })
}

/** @throws WhorlError management_object_not_found, management_conflict */
export function deleteKey(by: Manager, id: string): Promise<void> {
  return changeTenants(by.house, async () => {
    getKey(by, id)
    requireAnother(by, id)
    await by.house.store.tenants.removeKey(by.owner.workspace.id, id)
  })
}

/** A key that could end itself would lock its owner out by mistake. */
function requireAnother({ owner }: Manager, id: string): void {
  if (owner.key.id === id) throw conflict('a key can neither disable nor delete itself')
}

function readExpiry(text: string | null | undefined, now: number): number | undefined {
  if (text === undefined || text === null) return undefined
  const at = Date.parse(text)
  if (!Number.isFinite(at) || at <= now) throw refused('expires_at must be a time in the future')
  return at
}

function withoutUndefined(
  settings: {
    readonly [Name in keyof KeySettings]: KeySettings[Name] | undefined
  },
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}
