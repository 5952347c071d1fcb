import type { EventRecord } from '@whorl/core'
import type { Store } from '@whorl/store'

/** An event that a device made. What an edge reported is not there for whoever asks this way. */
export async function findDeviceEvent(
  { events }: Pick<Store, 'events'>,
  workspaceId: string,
  eventId: string,
): Promise<EventRecord | undefined> {
  const event = await events.find(workspaceId, eventId)
  return event?.source === 'device' ? event : undefined
}
