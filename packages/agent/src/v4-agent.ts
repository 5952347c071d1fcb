import type { IngestAnswer } from '@whorl/wire'
import type { Agent } from './agent'
import { toBase64 } from './base64'
import { createBinaryOutput } from './binary-output'
import { type Failure, failure, isFailure } from './failure'
import { createResultCache } from './result-cache'
import type { FingerprintError, GetOptions, GetResult, V4Agent } from './v4-shape'
import { toVisit } from './visit'

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
