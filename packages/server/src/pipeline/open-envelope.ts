import { createDecipheriv } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { envelope, ingestLimits, WhorlError } from '@whorl/wire'
import { challengeKey } from '../challenge'
import type { Secrets } from '../secrets'
import { unreadable } from './unreadable'

export interface OpenedEnvelope {
  /** UTF-8 JSON. */
  readonly content: Uint8Array
  /** The challenge id, or the agent's own nonce. */
  readonly nonce: string
  readonly hasChallenge: boolean
  readonly isEncrypted: boolean
}

const headerPattern = /^([0-9A-Za-z]{1,16})\.([0-9A-Za-z_-]{8,120})$/
const knownFlags = envelope.flagEncrypted | envelope.flagDeflated
const tagBytes = 16

/**
 * Opens the bytes of an ingest body as `@whorl/wire/envelope` describes them.
 *
 * @throws WhorlError request_cannot_be_parsed, payload_too_large
 */
export function openEnvelope(body: Uint8Array, secrets: Secrets): OpenedEnvelope {
  const [magic, version, flags = 0, headerBytes = 0] = body
  if (magic !== envelope.magic || version !== envelope.version) throw unreadable('no envelope')
  if ((flags & ~knownFlags) !== 0) throw unreadable('unknown flags')
  const contentAt = envelope.headerAt + headerBytes
  const header = Buffer.from(body.subarray(envelope.headerAt, contentAt)).toString('latin1')
  const [, keyId, nonce] = headerPattern.exec(header) ?? []
  if (keyId === undefined || nonce === undefined) throw unreadable('no header')

  const hasChallenge = keyId !== envelope.noKey
  const isEncrypted = (flags & envelope.flagEncrypted) !== 0
  if (hasChallenge && keyId !== secrets.keyId) throw unreadable('unknown key')
  if (isEncrypted && !hasChallenge) throw unreadable('encrypted without a key')
  const packed = isEncrypted
    ? decrypt(body, contentAt, challengeKey(secrets, nonce))
    : body.subarray(contentAt)
  const isDeflated = (flags & envelope.flagDeflated) !== 0
  return { content: isDeflated ? inflate(packed) : packed, nonce, hasChallenge, isEncrypted }
}

function decrypt(body: Uint8Array, ivAt: number, key: Uint8Array): Uint8Array {
  const textAt = ivAt + envelope.ivBytes
  const tagAt = body.length - tagBytes
  if (tagAt < textAt) throw unreadable('too short')
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(ivAt, textAt))
  decipher.setAAD(body.subarray(0, ivAt))
  decipher.setAuthTag(body.subarray(tagAt))
  try {
    return Buffer.concat([decipher.update(body.subarray(textAt, tagAt)), decipher.final()])
  } catch (cause) {
    throw unreadable('not encrypted with this challenge', cause)
  }
}

/** Stops at the limit: a small body cannot swell into a large one. */
function inflate(packed: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: ingestLimits.inflatedBytesMax })
  } catch (cause) {
    const isTooLarge =
      cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    if (isTooLarge) throw new WhorlError('payload_too_large', { cause })
    throw unreadable('not deflated', cause)
  }
}
