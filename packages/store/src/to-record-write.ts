import { type EventRow, toEventRow } from './event-row'
import { lookupKeysOf } from './lookup-keys'
import { type ProfileWrite, toProfileWrite } from './profile-row'
import { storableText } from './storable-text'
import type { RecordCommand } from './store'
import type { TombstoneHash } from './tombstone-hash'

/** `RecordCommand` with its texts hashed and its rows made, so that the transaction only reads and writes. */
export interface RecordWrite {
  readonly event: EventRow
  readonly usualDailyEvents?: number
  readonly exactKey: string | null
  /** Distinct, in the order of the query. */
  readonly blockKeys: readonly string[]
  readonly nonceKey: string
  readonly bodyKey: string
  readonly noncesSince: number
  readonly profile?: ProfileWrite
  readonly merge?: { readonly younger: string; readonly older: string }
  readonly answer: string
  readonly usedAt: number
  readonly expects: WriteExpectations
}

export interface WriteExpectations {
  readonly exactOwner: string | null
  readonly isNonceUsed: boolean
  readonly isBodyUsed: boolean
  /** Whether `history` had returned the event's visitor. */
  readonly isVisitorKnown: boolean
  /** Tombstone that must not exist: of an anchor's id that comes back without a row. */
  readonly noTombstone?: string
  /** Version of the list of each of `blockKeys`; absent when they may move. */
  readonly blocks?: readonly number[]
}

/**
 * Does on the caller's thread what needs no database: hashing, rows, JSON.
 *
 * @throws Error when the parts of the command contradict each other
 */
export function toRecordWrite(command: RecordCommand, tombstoneHash: TombstoneHash): RecordWrite {
  const { query, profile, merge, expects } = command
  const event = toEventRow(command.event)
  const keys = lookupKeysOf(query)
  const visitorId = command.event.identification.visitorId
  if (profile && profile.visitorId !== visitorId) throw new Error('event and profile differ')
  if (query.workspaceId !== event.ws) throw new Error('event and query are of two workspaces')
  const isVisitorKnown = expects.versions.visitors.includes(visitorId)
  const isReturning = !isVisitorKnown && query.anchors.includes(visitorId)
  return {
    event,
    ...(command.usualDailyEvents !== undefined && {
      usualDailyEvents: command.usualDailyEvents,
    }),
    exactKey: keys.exact,
    blockKeys: keys.blocks,
    nonceKey: keys.nonce,
    bodyKey: keys.body,
    noncesSince: query.noncesSince,
    ...(profile && { profile: toProfileWrite(profile, keys.blocks) }),
    ...(merge && {
      merge: { younger: storableText(merge.younger), older: storableText(merge.older) },
    }),
    answer: storableText(command.answer),
    usedAt: command.usedAt,
    expects: {
      exactOwner: expects.versions.exactOwner,
      isNonceUsed: expects.isNonceUsed,
      isBodyUsed: expects.isBodyUsed,
      isVisitorKnown,
      ...(isReturning && { noTombstone: tombstoneHash(event.ws, event.visitorId) }),
      ...(expects.checkBlocks && command.isNewVisitor && { blocks: expects.versions.blocks }),
    },
  }
}
