import { visitorIdPattern, WhorlError } from '@whorl/wire'
import type { House, KeyOwner } from '../house'
import { fromStore } from '../pipeline/from-store'
import { workspaceSettings } from '../tenants/settings'

const hourS = 3_600

/**
 * Deletes a visitor: every id it was merged with, all their events, and what recognised it. Done
 * when it resolves, so that the next visit of that browser is one of somebody new.
 *
 * @throws WhorlError workspace_key_required: the visitor is the whole workspace's;
 *   visitor_id_required, invalid_visitor_id, too_many_requests, visitor_not_found
 */
export async function deleteVisitorOf(
  house: Pick<House, 'store' | 'limiter' | 'metrics'>,
  owner: KeyOwner,
  visitorId: string,
): Promise<void> {
  if (owner.environment) throw new WhorlError('workspace_key_required')
  if (visitorId === '') throw new WhorlError('visitor_id_required')
  if (!visitorIdPattern.test(visitorId)) throw new WhorlError('invalid_visitor_id')
  takeFromLimit(house, owner)
  if (!(await fromStore(house.store.visitors.delete(owner.workspace.id, visitorId))))
    throw new WhorlError('visitor_not_found')
}

function takeFromLimit(
  { limiter, metrics }: Pick<House, 'limiter' | 'metrics'>,
  { workspace }: KeyOwner,
): void {
  const { deletionsPerHour } = workspaceSettings(workspace)
  const waitMs = limiter.take(`delete|${workspace.id}`, {
    perSecond: deletionsPerHour / hourS,
    burst: Math.max(1, deletionsPerHour),
  })
  if (waitMs === 0) return
  metrics.limited.inc({ limit: 'deletionsPerHour' })
  throw new WhorlError('too_many_requests', {
    details: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
  })
}
