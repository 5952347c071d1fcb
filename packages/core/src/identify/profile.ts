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
  readonly traits: Traits
  /** Address of the last visit. */
  readonly ip: string
  /** How many fresh visits were recorded. Kept by the store. */
  readonly visits: number
}

/**
 * The part of a profile that only a change of the browser changes. Values are hashes of 32 bits, so
 * that a hundred candidates are read and compared at little cost, and nothing readable is kept of
 * fonts or languages. Plain JSON.
 */
export interface Traits {
  /** The browser's name; empty where its own statements contradict each other. */
  readonly product: string
  /** Major version, 0 when unknown. */
  readonly version: number
  /** Hash of the last known value of each attribute, by the attribute's code; 0 when unknown. */
  readonly last: readonly number[]
  /** Other values that were seen, newest first, by the attribute's code: docked screens and the like. */
  readonly earlier: Readonly<Record<number, readonly number[]>>
  /** How often an attribute changed, by its code. Unchanged ones are left out. */
  readonly changes: Readonly<Record<number, number>>
  /** Hashes of the last known font families, for similarity. */
  readonly fonts: readonly number[]
  /** Networks that the visitor came from, oldest first: three hashes each, narrow to wide. */
  readonly networks: readonly number[]
  /** How often the visitor was recognised without a token, up to 15. */
  readonly tokenless: number
  /** How often it came from a network that it had not been seen on, up to 255. */
  readonly moves: number
  /** Share of the visits that probably were another browser's. */
  readonly doubt: number
  readonly highRecall: HighRecall
  /** Storages from which the visitor's token came back, the oldest first. */
  readonly storages?: readonly Storage[]
}

/**
 * A place that keeps a token: a browser's storage until it is cleared. Two that are in use show,
 * when their versions contradict each other, that two browsers have one id.
 */
export interface Storage {
  readonly id: string
  /** Major version that the token came with last. */
  readonly version: number
  /** Its browser is another one: it gets an id of its own when it comes back. */
  readonly leaves?: true
}

/** The coarser id beside the visitor id: one for all visitors that may be the same browser. */
export interface HighRecall {
  readonly id: string
  /** Unix ms. */
  readonly firstSeenAt: number
}

/** Texts by which a visitor is looked up. The store hashes them together with the workspace. */
export interface MatchKeys {
  /** All `device` signals; absent with fewer than 12 of them. */
  readonly exact?: string
  /** Blocking keys: combinations that survive some changes. None holds the browser version. */
  readonly blocks: readonly string[]
}
