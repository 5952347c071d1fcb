import type { EventRow } from '../event-row'
import type {
  ApiKey,
  Environment,
  OldSlice,
  OldVisitorsRemoved,
  PopulationWrite,
  Workspace,
} from '../store'
import type { RecordWrite } from '../to-record-write'
import type { ThreadData } from './thread-messages'
import type { WebhookCommand, WebhookResults } from './webhook-rows'

/** What the writer's thread can be told. Plain data: it crosses a thread. */
export type WriterCommand =
  | (RecordWrite & { readonly kind: 'record' })
  | { readonly kind: 'recordEdge'; readonly event: EventRow }
  | { readonly kind: 'revise'; readonly event: EventRow }
  | EventsRemoval
  | VisitorRemoval
  | { readonly kind: 'putWorkspace'; readonly workspace: Workspace }
  | { readonly kind: 'putEnvironment'; readonly environment: Environment }
  | { readonly kind: 'putKey'; readonly key: ApiKey }
  | { readonly kind: 'removeKey'; readonly ws: string; readonly id: string }
  | { readonly kind: 'removeEnvironment'; readonly ws: string; readonly id: string }
  | KeyTouch
  | { readonly kind: 'putPopulation'; readonly population: PopulationWrite }
  | NoncePurge
  | OldEventsRemoval
  | OldVisitorsRemoval
  | WebhookCommand
  | { readonly kind: 'ping' }

/** Removes some events of the visitor's class; 0 when none is left. */
export interface EventsRemoval {
  readonly kind: 'removeEvents'
  readonly ws: string
  readonly visitorId: string
  readonly max: number
}

/** Removes the visitor's class and whatever events are left; answers whether there was anything. */
export interface VisitorRemoval {
  readonly kind: 'removeVisitor'
  readonly ws: string
  readonly visitorId: string
}

export interface KeyTouch {
  readonly kind: 'touchKey'
  readonly ws: string
  readonly id: string
  /** Unix ms. */
  readonly at: number
}

export interface NoncePurge {
  readonly kind: 'purgeNonces'
  readonly before: number
  readonly max: number
}

export interface OldEventsRemoval extends OldSlice {
  readonly kind: 'removeOldEvents'
}

export interface OldVisitorsRemoval extends OldSlice {
  readonly kind: 'removeOldVisitors'
  readonly after: string
}

export interface WriterResults extends WebhookResults {
  readonly record: 'recorded' | 'conflict' | 'event_id_taken'
  readonly recordEdge: 'recorded' | 'event_id_taken'
  readonly revise: 'revised' | 'moved' | 'missing'
  readonly removeEvents: number
  readonly removeVisitor: boolean
  readonly putWorkspace: undefined
  readonly putEnvironment: undefined
  readonly putKey: undefined
  readonly removeKey: boolean
  readonly removeEnvironment: boolean
  readonly touchKey: undefined
  readonly putPopulation: 'written' | 'moved'
  readonly purgeNonces: number
  readonly removeOldEvents: number
  readonly removeOldVisitors: OldVisitorsRemoved
  readonly ping: undefined
}

export type WriterHandlers = {
  readonly [Kind in WriterCommand['kind']]: (
    command: Extract<WriterCommand, { readonly kind: Kind }>,
  ) => WriterResults[Kind]
}

/** What the writer's thread is started with. */
export interface WriterData extends ThreadData {
  readonly tombstoneKey: Uint8Array
}
