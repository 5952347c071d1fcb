import type { EventRow } from '../event-row'
import { searchColumnNames, searchValues } from '../search-columns'
import { createTombstoneHash } from '../tombstone-hash'
import { velocityKeysOf } from '../velocity-key'
import { BlockLists } from './block-lists'
import type { NoncePurge, WriterCommand, WriterHandlers, WriterResults } from './command'
import { type Database, prepare } from './driver'
import { OutboxWriter } from './outbox-writer'
import { createPing } from './ping'
import { PopulationWriter } from './population-rows'
import { OldRemover } from './remove-old'
import { VisitorRemover } from './remove-visitor'
import { TenantWriter } from './tenant-rows'
import { VelocityWriter } from './velocity-writer'
import { createWebhookHandlers } from './webhook-rows'
import { type RecordParts, RecordWriter } from './write-record'
import { VisitorWriter } from './write-visitor'

export interface CommandRunner {
  /** Runs one command inside the transaction that is open. */
  run(command: WriterCommand): WriterResults[keyof WriterResults]
  /** To be called when the transaction was rolled back, whole or in part. */
  forget(): void
}

/** Everything that writes, on one connection. */
export function createCommandRunner(db: Database, tombstoneKey: Uint8Array): CommandRunner {
  const lists = new BlockLists(db)
  const velocity = new VelocityWriter(db)
  const outbox = new OutboxWriter(db)
  const records = new RecordWriter(db, new VisitorWriter(db, lists), lists, { velocity, outbox })
  const remover = new VisitorRemover(db, lists, createTombstoneHash(tombstoneKey), velocity)
  const old = new OldRemover(db, remover)
  const tenants = new TenantWriter(db)
  const populations = new PopulationWriter(db)
  const ping = createPing(db)
  const handlers: WriterHandlers = {
    record: (command) => records.record(command),
    recordEdge: ({ event }) => records.recordEdge(event),
    revise: createRevise(db, { velocity, outbox }),
    removeEvents: (command) => remover.removeEvents(command),
    removeVisitor: (command) => remover.removeVisitor(command),
    putWorkspace: ({ workspace }) => void tenants.putWorkspace(workspace),
    putEnvironment: ({ environment }) => void tenants.putEnvironment(environment),
    putKey: ({ key }) => void tenants.putKey(key),
    removeKey: ({ ws, id }) => tenants.removeKey(ws, id),
    removeEnvironment: ({ ws, id }) => tenants.removeEnvironment(ws, id),
    touchKey: ({ ws, id, at }) => void tenants.touchKey(ws, id, at),
    putPopulation: ({ population }) => populations.put(population),
    purgeNonces: createPurge(db),
    removeOldEvents: (command) => old.removeEvents(command),
    removeOldVisitors: (command) => old.removeVisitors(command),
    ...createWebhookHandlers(db),
    ping: () => void ping(),
  }
  return {
    run(command) {
      // TypeScript does not tie the handler's parameter to the kind it was looked up by.
      const handle = handlers[command.kind] as (
        command: WriterCommand,
      ) => WriterResults[keyof WriterResults]
      return handle(command)
    },
    forget: () => velocity.forgetAll(),
  }
}

function createRevise(
  db: Database,
  { velocity, outbox }: RecordParts,
): (command: { event: EventRow }) => WriterResults['revise'] {
  const find = prepare<{ id: number; revision: number; linked_id: string | null }>(
    db,
    'SELECT id, revision, linked_id FROM events WHERE ws = ? AND ts = ? AND event_id = ?',
  )
  const update = prepare(
    db,
    `UPDATE events SET linked_id = ?, suspect = ?, flags = ?, revision = ?,
       ${searchColumnNames.map((name) => `${name} = ?`).join()} WHERE id = ?`,
  )
  const updateDoc = prepare(db, 'UPDATE event_docs SET doc = ? WHERE id = ?')
  return ({ event }) => {
    const stored = find.get(event.ws, event.ts, event.eventId)
    if (!stored) return 'missing'
    if (stored.revision !== event.revision - 1) return 'moved'
    const { linkedId, suspect, flags, revision, search } = event
    update.run(linkedId, suspect, flags, revision, ...searchValues(search), stored.id)
    updateDoc.run(event.doc, stored.id)
    if (stored.linked_id !== event.linkedId) {
      const before = { ...event, linkedId: stored.linked_id }
      velocity.forget([...velocityKeysOf(event), ...velocityKeysOf(before)])
    }
    outbox.revised(event)
    return 'revised'
  }
}

function createPurge(db: Database): (command: NoncePurge) => number {
  const purge = prepare(
    db,
    `DELETE FROM nonces WHERE id IN
       (SELECT id FROM nonces WHERE used_at < ? ORDER BY used_at LIMIT ?)`,
  )
  return ({ before, max }) => Number(purge.run(before, max).changes)
}
