import type { StoredEvent } from '@whorl/core'
import { WhorlError } from '@whorl/wire'
import type { House } from '../house'
import { fromStore } from './from-store'

/** Of those who change one event at once, one gets through in each round. */
const triesMax = 50

/**
 * Changes an event against whoever changes it at the same time: the change is made again on what
 * the other one left.
 *
 * @param change what the event is to be, its revision one higher; `undefined` leaves it as it is
 * @throws WhorlError event_not_found; service_unavailable when it never got through; what `change`
 *   throws
 */
export async function reviseEvent(
  { store }: Pick<House, 'store'>,
  { workspaceId, eventId }: { readonly workspaceId: string; readonly eventId: string },
  change: (event: StoredEvent) => StoredEvent | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const event = await fromStore(store.events.find(workspaceId, eventId))
    if (!event) throw new WhorlError('event_not_found')
    const revised = change(event)
    if (!revised) return
    const outcome = await fromStore(store.events.revise(revised))
    if (outcome === 'revised') return
    if (outcome === 'missing') throw new WhorlError('event_not_found')
  }
  throw new WhorlError('service_unavailable', { details: { reason: 'revisions' } })
}
