import type { Environment } from '@whorl/store'
import { WhorlError } from '@whorl/wire'
import { mayReadEnvironment } from '../auth/authenticate'
import type { House, KeyOwner } from '../house'
import { notFound } from './refusals'

/** What a change of the Management API needs: the house, whose key it is, and when. */
export interface Manager {
  readonly house: House
  readonly owner: KeyOwner
  /** Unix ms. */
  readonly now: number
}

/** The environments that this key may see, oldest first. */
export function environmentsInScope({
  house,
  owner,
}: Pick<Manager, 'house' | 'owner'>): Environment[] {
  return house.tenants
    .environmentsOf(owner.workspace.id)
    .filter(({ id }) => mayReadEnvironment(owner, id))
}

/** @throws WhorlError management_object_not_found */
export function getEnvironment(by: Pick<Manager, 'house' | 'owner'>, id: string): Environment {
  const found = environmentsInScope(by).find((environment) => environment.id === id)
  if (!found) throw notFound('environment')
  return found
}

/**
 * For what concerns the whole workspace.
 *
 * @throws WhorlError management_scope for a key of one environment
 */
export function requireWorkspaceKey({ environment }: KeyOwner): void {
  if (environment) throw new WhorlError('management_scope')
}

/** Writes an environment with other settings; what is `undefined` is left out. */
export function putSettings(
  { house }: Pick<Manager, 'house'>,
  environment: Environment,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const settings = Object.fromEntries(
    Object.entries({ ...environment.settings, ...changes }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  return house.store.tenants.putEnvironment({ ...environment, settings })
}
