import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Challenge } from '@whorl/wire'
import { mac, type Secrets } from './secrets'

/** How long a challenge is good for, and how much later it is still taken. */
export const challengeLifetimeMs = 120_000
const graceMs = 5_000

const randomBytesLength = 12
const timeBytes = 6
const macBytes = 16
const idPattern = /^[0-9A-Za-z_-]{46}$/

/** Whom a challenge was issued to: the other one cannot use it. */
export interface ChallengeHolder {
  readonly publicKey: string
  /** The Origin header; empty when there is none. */
  readonly origin: string
}

type ChallengeSecrets = Pick<Secrets, 'keyId' | 'challengeMac' | 'challengeMaster'>

/**
 * Issues a challenge. Nothing is kept: its id is 96 random bits, the issue time and a MAC over both
 * and the holder.
 *
 * @param now Unix ms
 */
export function issueChallenge(
  secrets: ChallengeSecrets,
  holder: ChallengeHolder,
  now: number,
): Challenge {
  const head = Buffer.alloc(randomBytesLength + timeBytes)
  randomBytes(randomBytesLength).copy(head)
  head.writeUIntBE(now, randomBytesLength, timeBytes)
  const id = Buffer.concat([head, sign(secrets, holder, head)]).toString('base64url')
  return {
    id,
    keyId: secrets.keyId,
    key: challengeKey(secrets, id).toString('base64url'),
    issuedAt: now,
  }
}

/** The key that encrypts the one message which answers this challenge. */
export function challengeKey(secrets: ChallengeSecrets, id: string): Buffer {
  return mac(secrets.challengeMaster, id)
}

/** `forged`: this installation never issued it, or issued it to another key or origin. */
export function checkChallenge(
  secrets: ChallengeSecrets,
  id: string,
  holder: ChallengeHolder,
  now: number,
): 'valid' | 'expired' | 'forged' {
  if (!idPattern.test(id)) return 'forged'
  const bytes = Buffer.from(id, 'base64url')
  const head = bytes.subarray(0, randomBytesLength + timeBytes)
  if (!timingSafeEqual(bytes.subarray(head.length), sign(secrets, holder, head))) return 'forged'
  // 272 bits spell with 46 characters that hold 276: only one spelling is the one we issued.
  if (bytes.toString('base64url') !== id) return 'forged'
  const ageMs = now - bytes.readUIntBE(randomBytesLength, timeBytes)
  return ageMs <= challengeLifetimeMs + graceMs ? 'valid' : 'expired'
}

function sign(secrets: ChallengeSecrets, { publicKey, origin }: ChallengeHolder, head: Buffer) {
  return mac(secrets.challengeMac, secrets.keyId, head, publicKey, origin).subarray(0, macBytes)
}
