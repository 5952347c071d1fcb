import type { Challenge, ChallengeAnswer } from '@whorl/wire'
import { challengeRefetchMs, envelope } from '@whorl/wire/envelope'
import { fromBase64, toBase64Url } from './base64'
import { importKey, type Seal } from './encode'
import { isFailure } from './failure'
import { type Line, send } from './send'

export interface Ticket extends Seal {
  /** No challenge was had: the nonce is the agent's own. */
  readonly isAbsent: boolean
}

export interface Challenges {
  /** Begins to fetch a challenge unless a fresh one is at hand. */
  warm(): void
  /** A ticket for one message pair. Waits at most `waitMs`, then gives one without a challenge. */
  take(waitMs?: number): Promise<Ticket>
  /** Keeps the challenge that came with an answer for the next message. */
  keep(challenge: Challenge): void
  /** The environment wants everything in one message. Known after the first challenge. */
  isOneMessage(): boolean
}

/** Challenges are used once: two identifications at the same time get two. */
export function createChallenges(line: Line): Challenges {
  let held: { ticket: Promise<Ticket>; at: number } | undefined
  let isOneMessage = false

  const hold = (ticket: Promise<Ticket>) => {
    held = { ticket, at: Date.now() }
    // A server that was away when the page opened may be back by the time of `get()`.
    ticket.then(({ isAbsent }) => {
      if (isAbsent && held?.ticket === ticket) held = undefined
    })
  }
  const fetchOne = async (): Promise<Ticket> => {
    const sent = await send(line, new Uint8Array(0), { attemptsMax: line.endpoints.length + 1 })
    if (isFailure(sent) || !isChallengeAnswer(sent.answer)) return ownTicket()
    isOneMessage = sent.answer.sealed || sent.answer.zeroTrust
    return toTicket(sent.answer.challenge)
  }
  const warm = () => {
    // Not `performance.now()`: it stands still while the machine sleeps. A clock set back counts too.
    const ageMs = Math.abs(Date.now() - (held?.at ?? 0))
    if (ageMs > challengeRefetchMs) hold(fetchOne())
  }
  return {
    warm,
    async take(waitMs = 3000) {
      warm()
      const ticket = held?.ticket ?? fetchOne()
      held = undefined
      const late = new Promise<Ticket>((resolve) => setTimeout(() => resolve(ownTicket()), waitMs))
      return Promise.race([ticket, late])
    },
    keep: (challenge) => hold(toTicket(challenge)),
    isOneMessage: () => isOneMessage,
  }
}

async function toTicket({ id, keyId, key }: Challenge): Promise<Ticket> {
  return { keyId, nonce: id, key: await importKey(fromBase64(key)), isAbsent: false }
}

/** 128 random bits; `getRandomValues` works in insecure contexts too. */
function ownTicket(): Ticket {
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
  return { keyId: envelope.noKey, nonce, isAbsent: true }
}

function isChallengeAnswer(answer: object): answer is ChallengeAnswer {
  return 'challenge' in answer && isChallenge(answer.challenge)
}

export function isChallenge(value: unknown): value is Challenge {
  if (typeof value !== 'object' || value === null) return false
  return (
    'id' in value &&
    typeof value.id === 'string' &&
    'keyId' in value &&
    typeof value.keyId === 'string' &&
    'key' in value &&
    typeof value.key === 'string'
  )
}
