import { sources } from '@whorl/signals/sources'
import type { IngestAnswer } from '@whorl/wire'
import { createAgent } from '../agent'
import { toBase64 } from '../base64'
import { createConsent } from '../consent'
import { tidyEndpoints } from '../endpoint'
import { type Failure, failure, isFailure } from '../failure'
import type { ScriptUrl } from '../script-url'
import { describeSdk } from '../sdk'
import { defaultTimeoutMs } from '../v4-agent'
import type { UrlHashing } from '../v4-shape'
import { toVisit } from '../visit'

/** What the v3 loader 3.12.15 passes on, and what a page passes to the script's own `load`. */
export interface V3Options {
  /** Only for scripts whose URL names no key. */
  apiKey?: string
  /** The older name of `apiKey`. */
  token?: string
  region?: string
  endpoint?: unknown
  storageKey?: string
  integrationInfo?: readonly string[]
  remoteControlDetection?: boolean
  urlHashing?: UrlHashing
}

export interface V3GetOptions {
  timeout?: number
  tag?: unknown
  linkedId?: unknown
  extendedResult?: boolean
}

export interface V3Agent {
  get(options?: Readonly<V3GetOptions>): Promise<object>
  collect(options?: Readonly<V3GetOptions>): Promise<string>
}

/** Version that is reported when the script's URL names none. */
const loaderVersion = '3.12.15'

/** The `load` of the three v3 scripts. */
export async function load(script: ScriptUrl, options: Readonly<V3Options> = {}): Promise<V3Agent> {
  const { urlHashing, remoteControlDetection, region, storageKey = '_vid' } = options
  const key = script.key ?? options.apiKey ?? options.token
  if (!key) throw toError(failure('api_key_missing'))
  const endpoints = tidyEndpoints(givenEndpoints(options.endpoint, script.base), location.href)
  const agent =
    endpoints &&
    createAgent({
      line: { endpoints, key, region },
      sdk: describeSdk('v3', script.version ?? loaderVersion, options.integrationInfo),
      storageName: `${storageKey}_t`,
      sources,
      consent: createConsent('granted'),
      urlHashing,
      remoteControlDetection,
    })
  const open = (getOptions: Readonly<V3GetOptions>) => ({
    agent: sound(agent ?? failure('invalid_endpoint')),
    visit: sound(toVisit(getOptions.linkedId, wrapTag(getOptions.tag))),
    timeout: getOptions.timeout ?? defaultTimeoutMs,
  })
  return {
    async get(getOptions = {}) {
      const { agent, visit, timeout } = open(getOptions)
      const answer = sound(await agent.identify(visit, timeout))
      return toResult(answer, getOptions.extendedResult === true)
    },
    async collect(getOptions = {}) {
      const { agent, visit, timeout } = open(getOptions)
      return toBase64(sound(await agent.pack(visit, timeout)))
    },
  }
}

/** A failure as v3 callers know it: the message is the contract, errors of the server add an id. */
export function toError({ v3, eventId }: Failure): Error {
  return Object.assign(new Error(v3), eventId !== null && { requestId: eventId })
}

function sound<T extends object>(value: T | Failure): T {
  if (isFailure(value)) throw toError(value)
  return value
}

/** The Server API of v3 stores objects: anything else is wrapped. */
function wrapTag(tag: unknown): unknown {
  const isObject = typeof tag === 'object' && tag !== null && !Array.isArray(tag)
  return tag === undefined || tag === null || isObject ? tag : { value: tag }
}

function toResult(answer: IngestAnswer, isExtended: boolean): object {
  const { eventId, visitorId, visitorFound, confidence, sealedResult, zeroTrust } = answer
  return {
    requestId: eventId,
    visitorId: visitorId ?? '',
    visitorFound: visitorFound ?? false,
    confidence: { score: confidence ?? 0 },
    ...(isExtended && answer.extended),
    ...(zeroTrust && { zeroTrust }),
    ...(sealedResult !== undefined && { sealedResult }),
    ...(answer.whorl && { whorl: answer.whorl }),
  }
}

/** A string, a list, or the loader's marker object for "the default", which is our own origin. */
function givenEndpoints(given: unknown, base: string): string[] {
  const list = Array.isArray(given) && given.length > 0 ? given : [given]
  return list.map((entry) => (typeof entry === 'string' ? entry : base))
}
