import { createHash, randomBytes, randomInt } from 'node:crypto'
import { base62, bucketCount, bucketOfVisitor, readBucket, spellBucket } from '@whorl/wire'
import { mac } from './secrets'

/** A new visitor id: 20 base62 characters, the first two its bucket. */
export function createVisitorId(): string {
  return spellBucket(randomInt(bucketCount)) + randomBase62(18)
}

/**
 * A new event id: the timestamp, a point, six base62 characters. The last four are random; the
 * first two hide the visitor's bucket, so that only the holder of the key can route by the id.
 *
 * @param timestamp Unix ms, 13 digits
 */
export function createEventId(
  { timestamp, visitorId }: { timestamp: number; visitorId: string },
  eventBucketKey: Uint8Array,
): string {
  const prefix = String(timestamp).padStart(13, '0')
  const tail = randomBase62(4)
  const bucket = (bucketOfVisitor(visitorId) + mask(prefix, tail, eventBucketKey)) % bucketCount
  return `${prefix}.${spellBucket(bucket)}${tail}`
}

/** The bucket of the visitor whose event this is. */
export function bucketOfEvent(eventId: string, eventBucketKey: Uint8Array): number {
  const shown = readBucket(eventId.slice(14, 16))
  const hidden = mask(eventId.slice(0, 13), eventId.slice(16), eventBucketKey)
  return (shown - hidden + bucketCount) % bucketCount
}

function mask(prefix: string, tail: string, key: Uint8Array): number {
  // 48 bits: the bias of the remainder is below one in 10^10.
  return mac(key, prefix, tail).readUIntBE(0, 6) % bucketCount
}

export const createWorkspaceId = (): string => `ws_${randomBase62(16)}`
export const createEnvironmentId = (): string => `ae_${randomBytes(8).toString('hex')}`
export const createKeyId = (): string => `key_${randomBase62(16)}`
export const createRuleId = (): string => `tr_${randomBase62(16)}`
/** The published examples have 14 characters behind both prefixes. */
export const createRulesetId = (): string => `rs_${randomBase62(14)}`
export const createRulesetRuleId = (): string => `r_${randomBase62(14)}`

const keyPrefixes = { public: 'pk', secret: 'sk', management: 'mk', proxy: 'px' } as const

/**
 * A new API key: its kind, 27 random characters (160.7 bits), six characters of checksum by which
 * scanners for leaked secrets recognise it.
 */
export function createKeyToken(type: keyof typeof keyPrefixes): string {
  const body = `${keyPrefixes[type]}_${randomBase62(27)}`
  return body + checksum(body)
}

function checksum(text: string): string {
  let rest = createHash('sha256').update(text).digest().readUIntBE(0, 6)
  let spelled = ''
  for (let digit = 0; digit < 6; digit++) {
    spelled += base62.charAt(rest % 62)
    rest = Math.floor(rest / 62)
  }
  return spelled
}

/** SHA-256 in hex: how keys are kept and looked up. They are long, so no slow hash is needed. */
export function hashKey(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Random base62 characters, each equally likely. */
export function randomBase62(length: number): string {
  let text = ''
  while (text.length < length) {
    // 248 is the greatest multiple of 62 in a byte; the rest would favour the first digits.
    for (const byte of randomBytes(length * 2))
      if (byte < 248 && text.length < length) text += base62.charAt(byte % 62)
  }
  return text
}
