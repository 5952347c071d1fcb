import type { EventRow } from '../event-row'
import { createTombstoneHash } from '../tombstone-hash'
import { BlockLists } from './block-lists'
import type { NoncePurge, WriterCommand, WriterHandlers, WriterResults } from './command'
import { type Database, prepare } from './driver'
import { OutboxWriter } from './outbox-writer'
import { createPing } from './ping'
import { PopulationWriter } from './population-rows'
import { VisitorRemover } from './remove-visitor'
import { TenantWriter } from './tenant-rows'
import { createWebhookHandlers } from './webhook-rows'
import { RecordWriter } from './write-record'
import { VisitorWriter } from './write-visitor'

export interface CommandRunner {
  /** Runs one command inside the transaction that is open. */
  run(command: WriterCommand): WriterResults[keyof WriterResults]
}

/** Everything that writes, on one connection. */
export function createCommandRunner(db: Database, tombstoneKey: Uint8Array): CommandRunner {
  const lists = new BlockLists(db)
  const outbox = new OutboxWriter(db)
  const records = new RecordWriter(db, new VisitorWriter(db, lists), lists, outbox)
  const remover = new VisitorRemover(db, lists, createTombstoneHash(tombstoneKey))
  const tenants = new TenantWriter(db)
  const populations = new PopulationWriter(db)
  const ping = createPing(db)
  const handlers: WriterHandlers = {
    record: (command) => records.record(command),
    recordEdge: ({ event }) => records.recordEdge(event),
    revise: createRevise(db, outbox),
    removeEvents: (command) => remover.removeEvents(command),
    removeVisitor: (command) => remover.removeVisitor(command),
    putWorkspace: ({ workspace }) => void tenants.putWorkspace(workspace),
    putEnvironment: ({ environment }) => void tenants.putEnvironment(environment),
    putKey: ({ key }) => void tenants.putKey(key),
    putPopulation: ({ population }) => populations.put(population),
    purgeNonces: createPurge(db),
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
  }
}

function createRevise(
  db: Database,
  outbox: OutboxWriter,
): (command: { event: EventRow }) => WriterResults['revise'] {
  const find = prepare<{ id: number; revision: number }>(
    db,
    'SELECT id, revision FROM events WHERE ws = ? AND ts = ? AND event_id = ?',
  )
  const update = prepare(
    db,
    `UPDATE events SET linked_id = ?, suspect = ?, flags = ?, revision = ? WHERE id = ?`,
  )
  const updateDoc = prepare(db, 'UPDATE event_docs SET doc = ? WHERE id = ?')
  return ({ event }) => {
    const stored = find.get(event.ws, event.ts, event.eventId)
    if (!stored) return 'missing'
    if (stored.revision !== event.revision - 1) return 'moved'
    update.run(event.linkedId, event.suspect, event.flags, event.revision, stored.id)
    updateDoc.run(event.doc, stored.id)
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
