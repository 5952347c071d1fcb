import type { StoredEvent } from '@whorl/core'
import { eventIdPattern, WhorlError } from '@whorl/wire'
import { mayReadEnvironment } from '../auth/authenticate'
import type { House, KeyOwner } from '../house'
import { workspaceSettings } from '../tenants/settings'
import { giveUpMs } from './late-registry'
import { reviseEvent } from './revise-event'

/** What a customer's server may change. Absent stays as it is. */
export interface EventChange {
  readonly linkedId?: string | undefined
  /** Replaces the tag whole. */
  readonly tag?: Readonly<Record<string, unknown>> | undefined
  readonly suspect?: boolean | undefined
}

export interface EventUpdate {
  readonly owner: KeyOwner
  readonly eventId: string
  readonly change: EventChange
  /** Unix ms of the call. */
  readonly now: number
  /** Older events stay as they are. */
  readonly daysMax: number
  /** For the generation of the API that does not know events of edges. */
  readonly isOfDevicesOnly?: boolean
}

const dayMs = 86_400_000

/**
 * Changes an event on behalf of a customer's server.
 *
 * @throws WhorlError nothing_to_update; event_not_found, alike for whatever the key may not see;
 *   state_not_ready; event_too_old
 */
export async function updateEvent(house: House, update: EventUpdate): Promise<void> {
  const { owner, eventId, now, daysMax, isOfDevicesOnly = false } = update
  const change = withoutUndefined(update.change)
  if (Object.keys(change).length === 0) throw new WhorlError('nothing_to_update')
  if (!eventIdPattern.test(eventId)) throw new WhorlError('event_not_found')
  const { updateSettleMs } = workspaceSettings(owner.workspace)
  await reviseEvent(house, { workspaceId: owner.workspace.id, eventId }, (event) => {
    const isHidden = isOfDevicesOnly && event.source === 'edge'
    if (isHidden || !mayReadEnvironment(owner, event.environmentId))
      throw new WhorlError('event_not_found')
    if (isWaiting(house, event, now) || isSettling(event, now, updateSettleMs))
      throw new WhorlError('state_not_ready')
    if (now - event.timestamp > daysMax * dayMs)
      throw new WhorlError('event_too_old', { details: { days: String(daysMax) } })
    return { ...event, ...change, revision: event.revision + 1 }
  })
}

/** Late facts are on their way, to this process or to another one that shares the database. */
function isWaiting({ late }: House, event: StoredEvent, now: number): boolean {
  if (event.source === 'edge' || !event.late || event.late.completedAt !== undefined) return false
  if (late.find(event.workspaceId, event.eventId)) return true
  // Later than this the process that waited has gone: nobody will complete the event.
  return Math.abs(now - event.timestamp) < 5 * giveUpMs
}

/** By distance, so that clocks of two processes may differ, and one that was set back locks nothing. */
function isSettling(event: StoredEvent, now: number, settleMs: number): boolean {
  const late = event.source === 'edge' ? undefined : event.late
  return Math.abs(now - (late?.completedAt ?? event.timestamp)) < settleMs
}

function withoutUndefined({ linkedId, tag, suspect }: EventChange) {
  return {
    ...(linkedId !== undefined && { linkedId }),
    ...(tag !== undefined && { tag }),
    ...(suspect !== undefined && { suspect }),
  }
}
