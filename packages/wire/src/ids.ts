/** Digits of every id, in this order. */
export const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** 62 x 62: the number of buckets that two base62 characters spell. */
export const bucketCount = 3844

export const visitorIdPattern = /^[0-9A-Za-z]{20}$/
export const eventIdPattern = /^\d{13}\.[0-9A-Za-z]{6}$/

/** The two characters that spell a bucket. */
export function spellBucket(bucket: number): string {
  return base62.charAt(Math.floor(bucket / 62)) + base62.charAt(bucket % 62)
}

/** The number, 0 to 3843, that the first two characters of `text` spell. */
export function readBucket(text: string): number {
  return base62.indexOf(text.charAt(0)) * 62 + base62.indexOf(text.charAt(1))
}

/** The bucket of a visitor id: its first two characters. */
export function bucketOfVisitor(visitorId: string): number {
  return readBucket(visitorId)
}

/** The Unix ms that an event id begins with. */
export function timestampOfEvent(eventId: string): number {
  return Number(eventId.slice(0, 13))
}
