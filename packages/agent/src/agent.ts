import type { Source } from '@whorl/signals'
import type { IdentifyPayload, IngestAnswer } from '@whorl/wire'
import { type Background, startBackground } from './background'
import { type Challenges, createChallenges, isChallenge, type Ticket } from './challenge'
import type { Consent } from './consent'
import { canEncrypt, encode } from './encode'
import { ingressUrl } from './endpoint'
import { type Failure, failure, isFailure } from './failure'
import { hashedParts, hashUrl, type UrlHashing } from './hash-url'
import { deliverLate } from './late'
import { payloadJson } from './payload-json'
import { createMemory, type Memory } from './remember'
import { type Line, type Sent, send } from './send'
import { afterVisible } from './visible-timer'
import type { Visit } from './visit'

export interface AgentSettings {
  readonly line: Line
  readonly sdk: IdentifyPayload['sdk']
  /** Name of the visitor token in the page's storage, for example `_vid_t`. */
  readonly storageName: string
  readonly sources: readonly Source[]
  readonly consent: Consent
  readonly urlHashing?: UrlHashing | undefined
  readonly remoteControlDetection?: boolean | undefined
}

export interface Agent {
  /**
   * Identifies this visit. Never rejects.
   *
   * @param timeoutMs of visible page, counted from consent on
   */
  identify(visit: Visit, timeoutMs: number): Promise<IngestAnswer | Failure>
  /** The bytes that `identify` would send, with all late readings, for a page that posts them itself. */
  pack(visit: Visit, timeoutMs: number): Promise<Uint8Array<ArrayBuffer> | Failure>
  /** Keeps a visitor token that came another way. */
  keepToken(token: string): void
  /** Ends what is under way and removes what is stored; `consent.grant()` begins anew. */
  stop(): Promise<void>
}

/** Starts to collect and to fetch a challenge at once, or when consent is given. */
export function createAgent(settings: AgentSettings): Agent {
  const { consent, line, sources } = settings
  const memory = createMemory(settings.storageName)
  const challenges = createChallenges(line)
  let background: Background | undefined
  let running = new Set<AbortController>()

  const begin = () => {
    challenges.warm()
    background ??= startBackground(chooseSources(sources, settings), memory)
    return background
  }
  consent.granted().then(begin)

  const withinTime = async <T extends object>(
    timeoutMs: number,
    work: (visit: Work) => Promise<T | Failure>,
  ): Promise<T | Failure> => {
    await consent.granted()
    const abort = new AbortController()
    running.add(abort)
    let stopTimer = () => {}
    const timeout = new Promise<Failure>((resolve) => {
      stopTimer = afterVisible(timeoutMs, () => resolve(failure('client_timeout')))
    })
    const stopped = new Promise<Failure>((resolve) => {
      abort.signal.addEventListener('abort', () => resolve(failure('network_abort')))
    })
    const context = { settings, memory, challenges, background: begin(), signal: abort.signal }
    const result = await Promise.race([work(context), timeout, stopped])
    stopTimer()
    running.delete(abort)
    abort.abort()
    return result
  }

  return {
    identify: (visit, timeoutMs) => withinTime(timeoutMs, (work) => identify(work, visit)),
    pack: (visit, timeoutMs) =>
      withinTime(timeoutMs, async (work) => {
        const { bytes } = await prepare(work, visit, true)
        return bytes
      }),
    keepToken: (token) => void (consent.isGranted() && memory.keep(token)),
    async stop() {
      const aborted = running
      running = new Set()
      for (const abort of aborted) abort.abort()
      background = undefined
      consent.granted().then(begin)
      await memory.forget()
    },
  }
}

interface Work {
  readonly settings: AgentSettings
  readonly memory: Memory
  readonly challenges: Challenges
  readonly background: Background
  readonly signal: AbortSignal
}

/** Sources of remote control run only where the page asked for them. */
function chooseSources(
  sources: readonly Source[],
  { remoteControlDetection }: AgentSettings,
): readonly Source[] {
  return sources.filter(({ name }) => name !== 'remoteControl' || remoteControlDetection === true)
}

async function identify(work: Work, visit: Visit): Promise<IngestAnswer | Failure> {
  const { settings, background, memory, challenges, signal } = work
  const { bytes, ticket, announced } = await prepare(work, visit, false)
  const sent = await send(settings.line, bytes, { nonce: ticket.nonce, signal })
  if (isFailure(sent)) return sent
  const answer = toAnswer(sent)
  if (!answer) return failure('bad_response_format')
  if (signal.aborted || !settings.consent.isGranted()) return failure('network_abort')
  if (answer.token) memory.keep(answer.token)
  if (answer.challenge && isChallenge(answer.challenge)) challenges.keep(answer.challenge)
  if (announced) {
    const url = ingressUrl(sent.endpoint, settings.line)
    const maySend = () => settings.consent.isGranted()
    deliverLate({ late: background.late(), url, key: settings.line.key, ticket, maySend })
  }
  return answer
}

interface Prepared {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly ticket: Ticket
  /** A second message will follow. */
  readonly announced: boolean
}

async function prepare(work: Work, visit: Visit, isAlone: boolean): Promise<Prepared> {
  const { background, challenges } = work
  const [ticket, tokens, early] = await Promise.all([
    challenges.take(),
    background.tokens(),
    background.early(),
  ])
  const isOneMessage = isAlone || challenges.isOneMessage()
  const late = isOneMessage ? await background.late().settled : background.lateReadings()
  const announced = late ? [] : background.lateNames
  const payload: IdentifyPayload = {
    ...(await describePage(work.settings)),
    ...visit,
    ...(Object.keys(tokens).length > 0 && { tokens }),
    signals: { ...early, ...late },
    ...(announced.length > 0 && { late: [...announced] }),
    facts: agentFacts(work, ticket),
  }
  const bytes = await encode(payloadJson(payload), ticket)
  return { bytes, ticket, announced: announced.length > 0 }
}

/** Longest address that a payload may carry. */
const urlLengthMax = 4096

async function describePage({ line, sdk, urlHashing }: AgentSettings) {
  const [url, referrer] = await Promise.all([
    hashUrl(location.href, urlHashing),
    hashUrl(document.referrer, urlHashing),
  ])
  return {
    v: 1,
    kind: 'identify',
    key: line.key,
    platform: 'browser',
    sdk,
    url: url.slice(0, urlLengthMax),
    referrer: referrer.slice(0, urlLengthMax),
  } as const
}

function agentFacts(
  { settings, background }: Work,
  ticket: Ticket,
): NonNullable<IdentifyPayload['facts']> {
  const hashed = hashedParts(settings.urlHashing)
  return {
    ...(ticket.isAbsent && { challenge: 'absent' as const }),
    ...(!canEncrypt() && { insecureContext: true }),
    ...(window.self !== window.top && { framed: true }),
    ...(hashed.length > 0 && { urlHashing: hashed }),
    ...(settings.remoteControlDetection && { remoteControlDetection: true }),
    startedAt: background.startedAt,
    collectMs: background.collectMs(),
  }
}

function toAnswer({ answer }: Sent): IngestAnswer | undefined {
  // The server's own shape; the event id is the one key that no face can do without.
  return 'eventId' in answer && typeof answer.eventId === 'string'
    ? (answer as IngestAnswer)
    : undefined
}
