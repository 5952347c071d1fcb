import type { Environment } from '@whorl/store'
import type { EnvironmentCreation, EnvironmentUpdate, ManagedEnvironment } from '@whorl/wire'
import type { Static } from 'typebox'
import { createEnvironmentId } from '../ids'
import { changeTenants } from '../tenants/change-tenants'
import { environmentSettings } from '../tenants/settings'
import { conflict, refused, toMaybeTime, toTime } from './refusals'
import { getEnvironment, type Manager, putSettings, requireWorkspaceKey } from './scope'

/** All tenants are kept in memory: a runaway script must not fill it. */
const environmentsMax = 1_000

export function showEnvironment(environment: Environment): ManagedEnvironment {
  const { description = '', updatedAt } = environmentSettings(environment)
  return {
    id: environment.id,
    name: environment.name,
    description,
    limit_mode: 'none',
    limit_value: null,
    is_restricted: false,
    restricted_at: null,
    created_at: toTime(environment.createdAt),
    updated_at: toMaybeTime(updatedAt),
  }
}

/** @throws WhorlError management_scope, management_conflict, invalid_management_request */
export function createEnvironment(
  by: Manager,
  { name, description, limit_mode }: Static<typeof EnvironmentCreation>,
): Promise<Environment> {
  const { house, owner, now } = by
  requireWorkspaceKey(owner)
  requireNoLimit(limit_mode)
  const workspaceId = owner.workspace.id
  const row: Environment = {
    id: createEnvironmentId(),
    workspaceId,
    name,
    createdAt: now,
    settings: description === undefined ? {} : { description },
  }
  return changeTenants(house, async () => {
    if (house.tenants.environmentsOf(workspaceId).length >= environmentsMax)
      throw conflict(`a workspace has at most ${environmentsMax} environments`)
    await house.store.tenants.putEnvironment(row)
    return row
  })
}

/** @throws WhorlError management_object_not_found, invalid_management_request */
export function updateEnvironment(
  by: Manager,
  id: string,
  { name, description, limit_mode }: Static<typeof EnvironmentUpdate>,
): Promise<Environment> {
  requireNoLimit(limit_mode)
  return changeTenants(by.house, async () => {
    const before = getEnvironment(by, id)
    const named = { ...before, ...(name !== undefined && { name }) }
    const changes = { ...(description !== undefined && { description }), updatedAt: by.now }
    await putSettings(by, named, changes)
    return { ...named, settings: { ...named.settings, ...changes } }
  })
}

/**
 * Removes an environment with its keys, rules and encryption key; its events stay.
 *
 * @throws WhorlError management_object_not_found, management_scope, management_conflict for the
 *   last one: a workspace without any could not be used at all
 */
export function deleteEnvironment(by: Manager, id: string): Promise<void> {
  const { house, owner } = by
  const workspaceId = owner.workspace.id
  requireWorkspaceKey(owner)
  return changeTenants(house, async () => {
    getEnvironment(by, id)
    if (house.tenants.environmentsOf(workspaceId).length === 1)
      throw conflict('the last environment of a workspace cannot be deleted')
    await house.store.tenants.removeEnvironment(workspaceId, id)
  })
}

/** A limit that is taken and not enforced would be worse than none. */
function requireNoLimit(mode: 'none' | 'restrict' | 'notify' | undefined): void {
  if (mode === 'restrict' || mode === 'notify')
    throw refused('limit_mode must be "none": this server does not count usage')
}
