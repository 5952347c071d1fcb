import { setTimeout as sleep } from 'node:timers/promises'
import type { Store, Workspace } from '@whorl/store'
import type { House } from '../house'
import { workspaceSettings } from '../tenants/settings'

const dayMs = 86_400_000
/** Events are 10 to 30 KB each; visitors are mostly only looked at. */
const eventsSlice = 100
const visitorsSlice = 200
/** So that a server that stops does not wait for more; the next run goes on. */
const runMsMax = 5_000

/** Where the walk over the visitors of a workspace has come to. Lost with the process: it begins anew. */
const places = new WeakMap<Store, Map<string, string>>()

/**
 * Removes what is older than the `retentionDays` of its workspace: events, then visitors that have
 * none left. Slice by slice, with as long a pause after each as it took, so that visits that wait
 * for the writer get at least half of its time.
 */
export async function removeOld(
  { store, log }: Pick<House, 'store' | 'log'>,
  now: number,
): Promise<void> {
  const until = performance.now() + runMsMax
  const { workspaces } = await store.tenants.readAll()
  for (const workspace of workspaces) {
    const { retentionDays } = workspaceSettings(workspace)
    if (retentionDays === 0) continue
    const before = now - retentionDays * dayMs
    const removed = {
      events: await removeEvents(store, workspace, { before, until }),
      visitors: await removeVisitors(store, workspace, { before, until }),
    }
    if (removed.events + removed.visitors > 0)
      log.info({ workspace: workspace.id, ...removed }, 'removed what was kept long enough')
  }
}

interface Bounds {
  /** Unix ms. */
  readonly before: number
  /** Of `performance.now()`. */
  readonly until: number
}

async function removeEvents({ upkeep }: Store, { id }: Workspace, { before, until }: Bounds) {
  let total = 0
  for (;;) {
    const slice = { workspaceId: id, before, max: eventsSlice }
    const removed = await withPause(upkeep.removeOldEvents(slice))
    total += removed
    if (removed < eventsSlice || performance.now() >= until) return total
  }
}

async function removeVisitors(store: Store, { id }: Workspace, { before, until }: Bounds) {
  const placesOfStore = places.get(store) ?? new Map<string, string>()
  places.set(store, placesOfStore)
  let total = 0
  for (;;) {
    const after = placesOfStore.get(id)
    const slice = { workspaceId: id, before, max: visitorsSlice, ...(after && { after }) }
    const { removed, after: next } = await withPause(store.upkeep.removeOldVisitors(slice))
    total += removed
    if (next === undefined) placesOfStore.delete(id)
    else placesOfStore.set(id, next)
    if (next === undefined || performance.now() >= until) return total
  }
}

async function withPause<Answer>(work: Promise<Answer>): Promise<Answer> {
  const startedAt = performance.now()
  const answer = await work
  await sleep(performance.now() - startedAt)
  return answer
}
