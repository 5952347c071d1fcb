import type { ApiKey, Store } from '@whorl/store'
import type { Logger } from 'pino'
import type { Clock } from '../clock'

/** A use is written at most once a minute and key; the store holds other processes to it, too. */
const writeEveryMs = 60_000

/** Remembers when keys were last used, without making anybody wait for it. */
export interface KeyUses {
  /** @param now Unix ms of the request */
  note(key: ApiKey, now: number): void
  /** Waits for what is being written. */
  settled(): Promise<void>
}

export function createKeyUses(
  { store, clock }: { readonly store: Pick<Store, 'tenants'>; readonly clock: Clock },
  log: Logger,
): KeyUses {
  const writtenAt = new Map<string, number>()
  const writing = new Set<Promise<void>>()
  return {
    note({ workspaceId, id }, now) {
      const realNow = clock.real()
      const last = writtenAt.get(id)
      if (last !== undefined && realNow - last < writeEveryMs) return
      writtenAt.set(id, realNow)
      const write = store.tenants
        .touchKey(workspaceId, id, now)
        // A busy or lost database must not cost the request; the next minute tries again.
        .catch((cause: unknown) => log.warn({ key: id, err: cause }, 'a key’s use is not kept'))
        .finally(() => writing.delete(write))
      writing.add(write)
    },
    async settled() {
      await Promise.all(writing)
    },
  }
}
