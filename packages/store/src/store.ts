import type {
  EdgeRecord,
  EventRecord,
  History,
  MatchKeys,
  Profile,
  StoredEvent,
  VisitorHistogram,
} from '@whorl/core'
import type { EventSearch, EventSearchPage, FoundEvents } from './event-search'
import type { WebhookStore } from './webhook-store'

/**
 * The port: everything Whorl keeps. Two backends implement it, and one conformance suite holds
 * both to it. No query goes without a workspace. Every method may reject with the backend's own
 * error; nothing is retried here.
 */
export interface Store {
  readonly backend: 'sqlite' | 'postgres'
  readonly tenants: TenantStore
  readonly visits: VisitStore
  readonly events: EventStore
  readonly visitors: VisitorStore
  readonly populations: PopulationStore
  readonly webhooks: WebhookStore
  readonly upkeep: Upkeep
  /** Finishes what was accepted, then closes. Safe to call twice. */
  close(): Promise<void>
}

/** Workspaces, environments and keys: few rows, read whole and kept in memory by the server. */
export interface TenantStore {
  /** A number that grows with every change; other processes reload when it moved. */
  version(): Promise<number>
  readAll(): Promise<Tenants>
  putWorkspace(workspace: Workspace): Promise<void>
  putEnvironment(environment: Environment): Promise<void>
  /** Leaves alone when the key was last used. */
  putKey(key: ApiKey): Promise<void>
  /** False when there was none. */
  removeKey(workspaceId: string, keyId: string): Promise<boolean>
  /** Also removes the keys that are scoped to it; its events stay. False when there was none. */
  removeEnvironment(workspaceId: string, environmentId: string): Promise<boolean>
  /**
   * Remembers that a key was used at this Unix ms, unless it is known to have been used within
   * the minute before. Moves no version.
   */
  touchKey(workspaceId: string, keyId: string, at: number): Promise<void>
  /** When each key of the workspace was last used, Unix ms; keys never used are absent. */
  lastUses(workspaceId: string): Promise<ReadonlyMap<string, number>>
  /**
   * Runs `work` while no other process that shares the database is inside its own: for what must
   * happen once although several servers start at the same moment. Not to be nested.
   */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>
}

export interface Tenants {
  readonly workspaces: readonly Workspace[]
  readonly environments: readonly Environment[]
  readonly keys: readonly ApiKey[]
}

export interface Workspace {
  /** `ws_…` */
  readonly id: string
  readonly name: string
  readonly createdAt: number
  /** JSON; its shape is the server's. */
  readonly settings: Readonly<Record<string, unknown>>
}

export interface Environment {
  /** `ae_` + 16 hex. */
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly createdAt: number
  readonly settings: Readonly<Record<string, unknown>>
}

export interface ApiKey {
  /** `key_…`, for lists and logs; never the secret. */
  readonly id: string
  readonly workspaceId: string
  /** Keys of type `public` always have one; others when they are scoped to it. */
  readonly environmentId?: string
  readonly type: 'public' | 'secret' | 'proxy' | 'management'
  /** SHA-256 of the key, hex. */
  readonly hash: string
  /** The key itself, for public keys only. */
  readonly token?: string
  readonly lastFour: string
  readonly status: 'enabled' | 'disabled'
  readonly createdAt: number
  /** JSON; its shape is the server's. Absent when there is nothing to say. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** The ingest path. */
export interface VisitStore {
  /** What is known that bears on this visit, and the versions that `record` will check. */
  history(query: HistoryQuery): Promise<HistoryAnswer>
  /**
   * One transaction: event, visitor, keys and nonce, and the event's velocity, counted as the event
   * is added. Checks `expects` first; when the world moved,
   * nothing is written and the answer is `conflict` with a fresh history. Resolves after the
   * commit is durable.
   */
  record(command: RecordCommand): Promise<RecordOutcome>
  /** The first use of a nonce in the last 24 hours. */
  findNonce(workspaceId: string, nonce: string): Promise<NonceUse | undefined>
}

export interface HistoryQuery {
  readonly workspaceId: string
  /** Visitor ids of valid anchors, distinct. */
  readonly anchors: readonly string[]
  readonly keys: MatchKeys
  readonly nonce: string
  /** SHA-256 of the canonical payload, hex. */
  readonly bodyHash: string
  /** Nonces and body hashes older than this Unix ms count as unused. */
  readonly noncesSince: number
  /**
   * `unless_anchored`: none are read when a visitor of `anchors` is known, because a token that
   * fits decides without them. Most visits bring one, and the lists are the dear part.
   *
   * @default 'always'
   */
  readonly candidates?: 'always' | 'unless_anchored'
}

export interface HistoryAnswer {
  readonly history: History
  readonly nonceUse?: NonceUse
  readonly isBodyUsed: boolean
  readonly versions: HistoryVersions
  /** The lists were not read: who needs candidates asks again with `always`. */
  readonly areCandidatesLeftOut?: true
}

/** Opaque to everyone but the store. Plain JSON. */
export interface HistoryVersions {
  readonly exactOwner: string | null
  /** One for each blocking key of the query, in its order; empty when the lists were not read. */
  readonly blocks: readonly number[]
  /** Ids of every visitor that the history returned. */
  readonly visitors: readonly string[]
}

export interface NonceUse {
  readonly eventId: string
  readonly ip: string
  /** Unix ms of the server's real clock. */
  readonly usedAt: number
  /** The answer that was given, JSON text. */
  readonly answer: string
}

export interface RecordCommand {
  readonly query: HistoryQuery
  readonly event: EventRecord
  /** From how many events in 24 hours on, exclusive, the visitor's activity is high. */
  readonly usualDailyEvents?: number
  /** The visitor after this visit. Absent for a replayed event: it updates no profile. */
  readonly profile?: Profile
  readonly isNewVisitor: boolean
  readonly merge?: { readonly younger: string; readonly older: string }
  /** Kept with the nonce for the agent's own retry, JSON text. */
  readonly answer: string
  /** Real clock, Unix ms. */
  readonly usedAt: number
  readonly expects: RecordExpectations
}

export interface RecordExpectations {
  readonly versions: HistoryVersions
  readonly isNonceUsed: boolean
  readonly isBodyUsed: boolean
  /**
   * Whether a moved blocking list is a conflict for a new visitor. False on the last attempt; the
   * exact key, the nonce, the body and the visitor's existence are always checked. A visitor that
   * was found does not depend on the lists.
   */
  readonly checkBlocks: boolean
}

export type RecordOutcome =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'conflict'; readonly fresh: HistoryAnswer }
  /** The event id exists already: take another. */
  | { readonly kind: 'event_id_taken' }

export interface EventStore {
  find(workspaceId: string, eventId: string): Promise<StoredEvent | undefined>
  /**
   * Adds an event that has no visitor. Resolves after the commit is durable.
   *
   * @param bucket the one that the event id hides, 0 to 3843
   */
  recordEdge(record: EdgeRecord, bucket: number): Promise<'recorded' | 'event_id_taken'>
  /**
   * Replaces an event when its stored revision is `record.revision - 1`. `moved`: somebody else
   * changed it in between; read again.
   */
  revise(record: StoredEvent): Promise<'revised' | 'moved' | 'missing'>
  /**
   * Events of a visitor, newest first by (timestamp, event id), bytewise. Any alias of a class of
   * merged ids finds the events of the whole class. Events of edges have no visitor and are never
   * among them.
   */
  listByVisitor(query: VisitorEventsQuery): Promise<EventRecord[]>
  count(workspaceId: string): Promise<number>
  search(page: EventSearchPage): Promise<FoundEvents>
  /** How many events a search finds on all its pages, counting up to `max` only. */
  countFound(search: EventSearch, max: number): Promise<number>
}

export interface VisitorEventsQuery {
  readonly workspaceId: string
  readonly visitorId: string
  /** Only events strictly before this one. */
  readonly before?: { readonly timestamp: number; readonly eventId?: string }
  /** 1 to 500. */
  readonly limit: number
}

export interface VisitorStore {
  /** Follows aliases. */
  find(workspaceId: string, visitorId: string): Promise<Profile | undefined>
  /**
   * How many visitors had how many events in the 24 hours that end at `until`, Unix ms. Of more
   * than a million events the newest are counted, and their numbers scaled to 24 hours.
   */
  dailyEvents(workspaceId: string, until: number): Promise<VisitorHistogram>
  /** Removes the visitor's class of ids and their events, and remembers that they were deleted. */
  delete(workspaceId: string, visitorId: string): Promise<boolean>
}

/** What a workspace has learned about its visitors: one text each, opaque to the store. */
export interface PopulationStore {
  find(workspaceId: string): Promise<StoredPopulation | undefined>
  /**
   * Replaces the text when the stored revision is still `revision` (0: there must be none yet), and
   * makes that revision one higher. `moved`: another process wrote in between; read, merge, write
   * again.
   */
  write(population: PopulationWrite): Promise<'written' | 'moved'>
}

export interface StoredPopulation {
  readonly revision: number
  /** ASCII, up to several MB. */
  readonly content: string
}

export interface PopulationWrite extends StoredPopulation {
  readonly workspaceId: string
}

export interface Upkeep {
  /** Removes nonces used before this Unix ms, in slices. Returns how many. */
  purgeNonces(before: number): Promise<number>
  /**
   * Removes events of the workspace that happened before a time, the oldest first, at most `max`.
   * Returns how many; fewer than `max` when none are left.
   */
  removeOldEvents(slice: OldSlice): Promise<number>
  /**
   * Looks at the next `max` visitors of the workspace and removes those that were not seen since a
   * time and have no event. They are not remembered as deleted: whoever comes back with a token gets
   * the same id.
   */
  removeOldVisitors(slice: OldSlice & { readonly after?: string }): Promise<OldVisitorsRemoved>
  /** Cheap proof that reads and writes work. */
  ping(): Promise<void>
  /** Sizes for metrics, in bytes and rows; what a backend cannot tell is absent. */
  stats(): Promise<StoreStats>
  /** A consistent copy of an embedded database into `path`. Absent on a server database. */
  backup?(path: string): Promise<void>
}

export interface OldSlice {
  readonly workspaceId: string
  /** Unix ms. */
  readonly before: number
  readonly max: number
}

export interface OldVisitorsRemoved {
  readonly removed: number
  /** Where the next slice begins; absent after the last visitor. */
  readonly after?: string
}

export interface StoreStats {
  readonly databaseBytes?: number
  /** Size of the write-ahead log. */
  readonly walBytes?: number
  /** Commands waiting for the writer. */
  readonly queued: number
}
