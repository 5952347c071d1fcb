import type { IngestAnswer } from '@whorl/wire'
import type { Agent } from './agent'
import { toBase64 } from './base64'
import { type BinaryOutput, createBinaryOutput } from './binary-output'
import { type Failure, failure, isFailure } from './failure'
import { createResultCache } from './result-cache'
import { toVisit } from './visit'

/** A value of a tag. */
export type TagValue = null | string | number | boolean | { [name: string]: TagValue | TagValue[] }

export interface GetOptions {
  /** Milliseconds of visible page. @default 10000 */
  timeout?: number
  tag?: TagValue
  /** Goes before `tag`. */
  tags?: TagValue
  linkedId?: string
}

export interface GetResult {
  event_id: string
  /** Absent under zero trust. */
  visitor_id?: string
  suspect_score?: number
  /** Null unless the environment seals its results. */
  sealed_result: BinaryOutput | null
  /** Only when the `cache` option is on. */
  cache_hit?: boolean
  /** Only on the demonstration page of a server. */
  whorl?: { viewToken: string }
}

export interface V4Agent {
  /** Identifies this visit. Rejects with a `FingerprintError`. */
  get(options?: Readonly<GetOptions>): Promise<GetResult>
  /** The message that `get` would send, as base64, for a page that sends it another way. */
  collect(options?: Readonly<GetOptions>): Promise<string>
}

export interface FingerprintError extends Error {
  name: 'FingerprintError'
  code: string
  /** Set for errors of the server that belong to an event. */
  event_id: string | null
}

/** A failure as the error that v4 callers recognise by name and code. */
export function toFingerprintError({ failed, message, eventId }: Failure): FingerprintError {
  const about = { name: 'FingerprintError', code: failed, event_id: eventId } as const
  return Object.assign(new Error(message), about)
}

export interface V4Settings {
  /** A failure is what every call answers, for example `invalid_endpoint`. */
  readonly agent: Agent | Failure
  /** The raw `cache` option; false and undefined mean none. */
  readonly cache: unknown
  readonly key: string
}

/** @default for `timeout` of `get()`, milliseconds */
export const defaultTimeoutMs = 10_000

/** The v4 shape around an agent, and what clears its cache. */
export function toV4Agent({ agent, cache, key }: V4Settings): { face: V4Agent; clear(): void } {
  const kept = cache ? createResultCache(cache, key) : undefined
  const misuse = cache && !kept ? failure('cache_misconfigured') : undefined

  const open = (options: Readonly<GetOptions>) => {
    const { tag, tags = tag, linkedId, timeout = defaultTimeoutMs } = options
    const visit = sound(toVisit(linkedId, tags))
    if (misuse) throw toFingerprintError(misuse)
    return { visit, timeout, usable: sound(agent) }
  }
  const face: V4Agent = {
    async get(options = {}) {
      const { visit, timeout, usable } = open(options)
      const wanted = JSON.stringify(visit)
      const found = kept?.find(wanted)
      if (found) return { ...toResult(JSON.parse(found)), cache_hit: true }
      const answer = sound(await usable.identify(visit, timeout))
      kept?.keep(wanted, JSON.stringify(toKept(answer)))
      return { ...toResult(answer), ...(kept && { cache_hit: false }) }
    },
    async collect(options = {}) {
      const { visit, timeout, usable } = open(options)
      return toBase64(sound(await usable.pack(visit, timeout)))
    },
  }
  return { face, clear: () => kept?.clear() }
}

/** Throws a failure as the error that callers of v4 expect. */
function sound<T extends object>(value: T | Failure): T {
  if (isFailure(value)) throw toFingerprintError(value)
  return value
}

/** The part of an answer that a cache may hold: not the token, not the challenge. */
type Kept = Pick<IngestAnswer, 'eventId' | 'visitorId' | 'suspectScore' | 'sealedResult' | 'whorl'>

function toKept({ eventId, visitorId, suspectScore, sealedResult }: IngestAnswer) {
  return { eventId, visitorId, suspectScore, sealedResult }
}

function toResult({ eventId, visitorId, suspectScore, sealedResult, whorl }: Kept): GetResult {
  return {
    event_id: eventId,
    ...(visitorId !== undefined && { visitor_id: visitorId }),
    ...(suspectScore !== undefined && { suspect_score: suspectScore }),
    sealed_result: sealedResult === undefined ? null : createBinaryOutput(sealedResult),
    ...(whorl && { whorl }),
  }
}
