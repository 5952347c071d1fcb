import type { EventRecord, StoredEvent } from '@whorl/core'
import { eventIdPattern, WhorlError } from '@whorl/wire'
import { mayReadEnvironment } from '../auth/authenticate'
import type { House, KeyOwner } from '../house'

/**
 * The event as this key may see it. Waits, 1.5 s at most, for late facts that are still on their
 * way, so that a read right after the identification shows everything.
 *
 * @throws WhorlError `event_not_found`, alike for a malformed id, an unknown one, another
 *   workspace's and another environment's
 */
export async function findEvent(
  { store, late }: Pick<House, 'store' | 'late'>,
  owner: KeyOwner,
  eventId: string,
): Promise<StoredEvent> {
  const workspaceId = owner.workspace.id
  const find = async () => {
    const event = await store.events.find(workspaceId, eventId)
    return event && mayReadEnvironment(owner, event.environmentId) ? event : undefined
  }
  const event = eventIdPattern.test(eventId) ? await find() : undefined
  if (!event) throw new WhorlError('event_not_found')
  if (event.source === 'edge' || !event.late || event.late.completedAt !== undefined) return event
  await late.settled(workspaceId, eventId)
  // Deleted while we waited: then it is gone.
  const settled = await find()
  if (!settled) throw new WhorlError('event_not_found')
  return settled
}

/**
 * The same for the generation of the API that knows events of devices only.
 *
 * @throws WhorlError `event_not_found`, also for an event of an edge
 */
export async function findDeviceEventOf(
  house: Pick<House, 'store' | 'late'>,
  owner: KeyOwner,
  eventId: string,
): Promise<EventRecord> {
  const event = await findEvent(house, owner, eventId)
  if (event.source === 'edge') throw new WhorlError('event_not_found')
  return event
}
