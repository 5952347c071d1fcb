import type { IdentifyPayload, IngestAnswer } from '@whorl/wire'
import type { AgentSettings } from './agent-settings'
import { type Background, startBackground } from './background'
import { type Challenges, createChallenges, isChallenge, type Ticket } from './challenge'
import { agentFacts, describePage } from './describe-page'
import { encode } from './encode'
import { ingressUrl } from './endpoint'
import { type Failure, failure, isFailure } from './failure'
import { deliverLate } from './late'
import { payloadJson } from './payload-json'
import { createMemory, type Memory } from './remember'
import { type Sent, send } from './send'
import { afterVisible } from './visible-timer'
import type { Visit } from './visit'

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
    const since = performance.now()
    challenges.warm()
    background ??= startBackground(sources, memory, { since })
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
    const result = await Promise.race([work(context).catch(toFailure), timeout, stopped])
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
      background?.stop()
      background = undefined
      consent.granted().then(begin)
      await memory.forget()
    },
  }
}

/** A mistake of our own must not reach the page as a foreign error. */
const toFailure = (error: unknown) => failure('failed', `the agent failed: ${error}`)

/** What one identification works with. */
export interface Work {
  readonly settings: AgentSettings
  readonly memory: Memory
  readonly challenges: Challenges
  readonly background: Background
  readonly signal: AbortSignal
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
    deliverLate({ late: background.late(true), url, key: settings.line.key, ticket, maySend })
  }
  return answer
}

interface Prepared {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly ticket: Ticket
  /** A second message will follow. */
  readonly announced: boolean
}

/** Everything up to the bytes that are sent; also what the bench measures. */
export async function prepare(work: Work, visit: Visit, isAlone: boolean): Promise<Prepared> {
  const { background, challenges } = work
  const [ticket, tokens, early] = await Promise.all([
    challenges.take(),
    background.tokens(),
    background.early(),
  ])
  const isOneMessage = isAlone || challenges.isOneMessage()
  const late = isOneMessage ? await background.late(false).settled : background.lateReadings()
  const announced = late ? [] : background.lateNames
  const payload: IdentifyPayload = {
    ...(await describePage(work.settings)),
    ...visit,
    ...(Object.keys(tokens).length > 0 && { tokens }),
    signals: { ...early, ...late },
    ...(announced.length > 0 && { late: [...announced] }),
    facts: agentFacts(work.settings, background, ticket),
  }
  const bytes = await encode(payloadJson(payload), ticket)
  return { bytes, ticket, announced: announced.length > 0 }
}

function toAnswer({ answer }: Sent): IngestAnswer | undefined {
  // The server's own shape; the event id is the one key that no face can do without.
  return 'eventId' in answer && typeof answer.eventId === 'string'
    ? (answer as IngestAnswer)
    : undefined
}
