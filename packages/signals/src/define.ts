import type { TSchema } from 'typebox'

/** The layout engine family, found by counting features, never by the user agent. */
export type Engine = 'blink' | 'gecko' | 'webkit' | 'unknown'

/**
 * How one attribute of a browser is read. Runs in the page.
 *
 * `read` returns the value, or `undefined` where the browser has no such thing. Expected failures
 * are named constants inside the value's type. A throw is a bug or a hostile page: the collector
 * turns it into an error reading, so that one source never costs the visit.
 */
export interface Source<Name extends string = string, Value = unknown> {
  readonly name: Name
  /** @param isIdOut nobody waits for this reading any more: it may take a second or two */
  readonly read: Read<Value>
  /**
   * Begins to listen, when collection begins; does nothing the second time. `read` or the returned
   * function ends it. A source that listens is read after all others.
   */
  readonly listen?: () => () => void
  /** `late` sources take longer than an answer may wait: they travel in the second message. */
  readonly stage: 'early' | 'late'
  /** One of its calls may take 40 ms by itself: it starts in a task of its own. */
  readonly isHeavy: boolean
  /** After this many milliseconds the reading is the error `timeout`. */
  readonly timeoutMs: number
}

type Read<Value> = (isIdOut?: boolean) => Value | undefined | Promise<Value | undefined>

export interface SourceOptions {
  /** @default 'early' */
  stage?: 'early' | 'late'
  /** @default 300 */
  timeoutMs?: number
  /** @default false */
  isHeavy?: boolean
  listen?: () => () => void
}

/** Declares how a signal is read. No work happens until `read` is called. */
export function defineSource<const Name extends string, Value>(
  name: Name,
  read: Read<Value>,
  { stage = 'early', timeoutMs = 300, isHeavy = false, listen }: SourceOptions = {},
): Source<Name, Value> {
  return { name, read, stage, timeoutMs, isHeavy, ...(listen && { listen }) }
}

/** Result of comparing two values of one signal: 1 equal, 0 different, between: similar. */
export type Compare<Value> = (before: Value, now: Value) => number

/** What the server must know about a signal. Pure data: no browser code. */
export interface Signal<Name extends string = string, Schema extends TSchema = TSchema> {
  readonly name: Name
  /** A few words for people, in tables. */
  readonly label: string
  /** Shape of the value. A value that does not fit becomes the error reading `schema`. */
  readonly schema: Schema
  /** How much the signal may say about who it is. */
  readonly identity: 'strong' | 'weak' | 'none'
  /**
   * How long the value lasts: `device` until the machine changes, `build` until the browser is
   * updated, `session` may change between two visits.
   */
  readonly stability: 'device' | 'build' | 'session'
  /** Engines in which the value is no evidence of identity (noise or a fixed answer). */
  readonly noisyIn: readonly Engine[]
  readonly compare: Compare<never>
  /**
   * The name in `raw_device_attributes` of Server API v4 and the value's form there, when the
   * Server API knows this attribute.
   */
  readonly attribute?: Attribute
  /** One sentence: what it is, and what changes it. */
  readonly docs: string
}

export interface Attribute {
  /** The snake_case name of Server API v4; v3 uses its camelCase form. */
  readonly name: string
  /** Converts the collected value to the published shape; `undefined` leaves it out. */
  readonly to: (value: never) => unknown
}

export interface SignalDeclaration<Name extends string, Schema extends TSchema, Value> {
  name: Name
  label: string
  schema: Schema
  identity: 'strong' | 'weak' | 'none'
  stability: 'device' | 'build' | 'session'
  /** @default [] */
  noisyIn?: readonly Engine[]
  compare: Compare<Value>
  attribute?: { name: string; to?: (value: Value) => unknown }
  docs: string
}

/** Declares what a signal means. Beside it in the same folder stands its source. */
export function defineSignal<
  const Name extends string,
  const Schema extends TSchema,
  // biome-ignore lint/suspicious/noExplicitAny: the declaration's compare and attribute give the value type
  Value = any,
>(declaration: SignalDeclaration<Name, Schema, Value>): Signal<Name, Schema> {
  const { attribute, noisyIn = [], ...rest } = declaration
  return {
    ...rest,
    noisyIn,
    ...(attribute && { attribute: { name: attribute.name, to: attribute.to ?? identity } }),
  }
}

const identity = (value: unknown) => value

/** The usual comparison: structural equality by JSON text. */
export const equal: Compare<unknown> = (before, now) =>
  before === now || JSON.stringify(before) === JSON.stringify(now) ? 1 : 0
