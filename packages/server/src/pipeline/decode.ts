import { hash } from 'node:crypto'
import { IdentifyPayload, ingestLimits, LatePayload, type Payload, WhorlError } from '@whorl/wire'
import { Compile } from 'typebox/compile'
import type { Config } from '../config'
import { randomBase62 } from '../ids'
import type { Secrets } from '../secrets'
import { checkReadings } from './check-readings'
import { openEnvelope } from './open-envelope'
import { parseJson } from './parse-json'
import { canonicalJson, tidyJson } from './tidy-json'
import { unreadable } from './unreadable'

/** A decoded ingest message. */
export interface Message<Kind extends Payload = Payload> {
  readonly payload: Kind
  readonly nonce: string
  /** `claimed`: the nonce is a challenge id, still to be checked against key and origin. */
  readonly challenge: 'claimed' | 'possible' | 'absent'
  readonly isEncrypted: boolean
  /** SHA-256 of the canonical payload, before its readings are checked, hex. */
  readonly bodyHash: string
}

const identify = Compile(IdentifyPayload)
const late = Compile(LatePayload)
const openingBrace = 0x7b

/**
 * Bytes to payload. Everything in it has passed its schema and the limits.
 *
 * @throws WhorlError request_cannot_be_parsed, plain_json_refused, payload_too_large
 */
export function decode(
  body: Uint8Array,
  { secrets, config }: { secrets: Secrets; config: Pick<Config, 'mode'> },
): Message {
  if (body.length > ingestLimits.bodyBytesMax) throw new WhorlError('payload_too_large')
  return body[0] === openingBrace ? decodePlain(body, config) : decodeEnvelope(body, secrets)
}

function decodePlain(body: Uint8Array, { mode }: Pick<Config, 'mode'>): Message {
  if (mode !== 'development') throw new WhorlError('plain_json_refused')
  const { payload, bodyHash } = readPayload(body)
  return {
    payload,
    nonce: payload.nonce ?? randomBase62(22),
    // A plain nonce is free text: it counts as a challenge only when it proves to be one.
    challenge: payload.nonce === undefined ? 'absent' : 'possible',
    isEncrypted: false,
    bodyHash,
  }
}

function decodeEnvelope(body: Uint8Array, secrets: Secrets): Message {
  const { content, nonce, hasChallenge, isEncrypted } = openEnvelope(body, secrets)
  const { payload, bodyHash } = readPayload(content)
  return {
    payload,
    nonce,
    challenge: hasChallenge ? 'claimed' : 'absent',
    isEncrypted,
    bodyHash,
  }
}

function readPayload(content: Uint8Array): { payload: Payload; bodyHash: string } {
  const { value, text } = parseJson(content)
  const tidy = tidyJson(value, text)
  const payload = withoutStrangers(tidy)
  if (identify.Check(payload)) checkTag(payload.tag)
  else if (!late.Check(payload)) throw unreadable(firstMisfit(payload))
  const bodyHash = hash('sha256', canonicalJson(tidy), 'hex')
  return { payload: { ...payload, signals: checkReadings(payload.signals) }, bodyHash }
}

/**
 * Drops carried tokens that are too long to be ours: other products keep their own under the same
 * names, and that is no reason to refuse the visit.
 */
function withoutStrangers(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('tokens' in payload)) return payload
  const { tokens } = payload
  if (typeof tokens !== 'object' || tokens === null) return payload
  const own = Object.entries(tokens).filter(
    ([, token]) => typeof token !== 'string' || token.length <= 512,
  )
  return { ...payload, tokens: Object.fromEntries(own) }
}

function checkTag(tag: unknown): void {
  if (tag === undefined) return
  if (Buffer.byteLength(JSON.stringify(tag)) > ingestLimits.tagBytesMax)
    throw unreadable('too large a tag')
}

function firstMisfit(payload: unknown): string {
  const isLate =
    typeof payload === 'object' && payload !== null && 'kind' in payload && payload.kind === 'late'
  const [error] = (isLate ? late : identify).Errors(payload)
  return `payload${error?.instancePath ?? ''} ${error?.message ?? ''}`
}
