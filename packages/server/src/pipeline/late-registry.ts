import type { EventRecord, Facts } from '@whorl/core'
import type { Store } from '@whorl/store'
import type { Clock } from '../clock'
import { findDeviceEvent } from './find-device-event'

/** An event whose second message has not come yet. */
export interface PendingLate {
  readonly workspaceId: string
  readonly eventId: string
  /** What the first message was judged by. */
  readonly facts: Facts
}

/** Events that wait for their second message. */
export interface LateRegistry {
  /** Announces an event; it is given up after two seconds. */
  expect(pending: PendingLate): void
  find(workspaceId: string, eventId: string): PendingLate | undefined
  /** The second message is recorded, or will not be waited for any longer. */
  settle(workspaceId: string, eventId: string): void
  /**
   * Resolves when the event's late facts are recorded or given up, at the latest after
   * `waitMsMax`. Read the event again afterwards. Resolves at once for an event that waits for
   * nothing. Works across processes by asking the store.
   */
  settled(workspaceId: string, eventId: string): Promise<void>
  /** Gives every waiting event up now. */
  close(): Promise<void>
}

/** How long a read by id may wait. */
export const waitMsMax = 1_500
/** After this time nobody waits for the second message any longer. */
export const giveUpMs = 2_000
const pollMs = 100

interface Entry {
  readonly pending: PendingLate
  readonly done: Promise<void>
  readonly finish: () => void
  readonly timer: NodeJS.Timeout
}

/** @param giveUp called when the second message did not come in time; marks the event */
export function createLateRegistry(
  { store, clock }: { store: Pick<Store, 'backend' | 'events'>; clock: Clock },
  giveUp: (pending: PendingLate) => Promise<void>,
): LateRegistry {
  const entries = new Map<string, Entry>()
  const name = (workspaceId: string, eventId: string) => `${workspaceId}|${eventId}`

  function settle(workspaceId: string, eventId: string): void {
    const entry = entries.get(name(workspaceId, eventId))
    if (!entry) return
    clearTimeout(entry.timer)
    entries.delete(name(workspaceId, eventId))
    entry.finish()
  }

  return {
    expect(pending) {
      const { workspaceId, eventId } = pending
      let finish = () => {}
      const done = new Promise<void>((resolve) => {
        finish = resolve
      })
      const end = () => void giveUp(pending).finally(() => settle(workspaceId, eventId))
      entries.set(name(workspaceId, eventId), {
        pending,
        done,
        finish,
        timer: setTimeout(end, giveUpMs),
      })
    },
    find: (workspaceId, eventId) => entries.get(name(workspaceId, eventId))?.pending,
    settle,
    settled: async (workspaceId, eventId) => {
      const entry = entries.get(name(workspaceId, eventId))
      const find = () => findDeviceEvent(store, workspaceId, eventId)
      if (!entry) await pollUntilComplete(find, clock)
      else if (store.backend === 'postgres') await waitOrPoll(entry.done, find)
      else await Promise.race([entry.done, pause(waitMsMax)])
    },
    async close() {
      const all = [...entries.values()].map(({ pending }) => pending)
      for (const { timer } of entries.values()) clearTimeout(timer)
      await Promise.all(
        all.map((pending) =>
          giveUp(pending).finally(() => settle(pending.workspaceId, pending.eventId)),
        ),
      )
    },
  }
}

/** Where processes share a database, the second message may have come to another one. */
async function waitOrPoll(
  done: Promise<void>,
  find: () => Promise<EventRecord | undefined>,
): Promise<void> {
  let isDone = false
  void done.then(() => {
    isDone = true
  })
  const until = performance.now() + waitMsMax
  while (!isDone && performance.now() < until) {
    await Promise.race([done, pause(pollMs)])
    const event = await find()
    if (!event?.late || event.late.completedAt !== undefined) return
  }
}

/** For events that another process took in: it marks them when it is done or gives up. */
async function pollUntilComplete(
  find: () => Promise<EventRecord | undefined>,
  clock: Clock,
): Promise<void> {
  const until = clock.real() + waitMsMax
  for (;;) {
    const event = await find()
    if (!event?.late || event.late.completedAt !== undefined) return
    // The process that waited for it has gone: nobody will complete it.
    if (clock.real() - event.timestamp > 5 * giveUpMs) return
    if (clock.real() >= until) return
    await pause(pollMs)
  }
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })
