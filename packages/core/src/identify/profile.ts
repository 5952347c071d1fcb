import type { Engine } from '@whorl/signals'
import type { OsFamily } from '../facts'

/** What is kept of a visitor for recognising it again. */
export interface Profile {
  /** The canonical id: never an alias. */
  readonly visitorId: string
  /** Unix ms. */
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly engine: Engine
  readonly os: OsFamily
  /** Last known value of every signal that counts for identity. */
  readonly signals: Readonly<Record<string, unknown>>
  /** Address of the last visit. */
  readonly ip: string
  /** How many fresh visits were recorded. Kept by the store. */
  readonly visits: number
}

/** Texts by which a visitor is looked up. The store hashes them together with the workspace. */
export interface MatchKeys {
  /** All `device` signals; absent with fewer than 12 of them. */
  readonly exact?: string
  /** Blocking keys: combinations that survive some changes. None holds the browser version. */
  readonly blocks: readonly string[]
}
