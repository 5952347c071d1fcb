import { usualDailyEvents } from '@whorl/core'
import type { Store } from '@whorl/store'

/** How often the visitors of each workspace usually come. */
export interface Activity {
  /** Events in 24 hours; absent before the first measure and for too few visitors. */
  usualOf(workspaceId: string): number | undefined
  /**
   * Measures every workspace, one after the other.
   *
   * @param now end of the 24 hours, Unix ms
   */
  measure(now: number): Promise<void>
}

/** Each process measures for itself: the same events give the same numbers. */
export function createActivity(store: Pick<Store, 'tenants' | 'visitors'>): Activity {
  const usual = new Map<string, number>()
  return {
    usualOf: (workspaceId) => usual.get(workspaceId),
    async measure(now) {
      const { workspaces } = await store.tenants.readAll()
      for (const { id } of workspaces) {
        const events = usualDailyEvents(await store.visitors.dailyEvents(id, now))
        if (events === undefined) usual.delete(id)
        else usual.set(id, events)
      }
    },
  }
}
