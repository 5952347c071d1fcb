import type { Clock } from '../clock'

/** A rate: the bucket refills by `perSecond` and holds `burst` at most. 0 = no limit. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** Token buckets in the memory of this process. */
export interface Limiter {
  /**
   * Takes one token from the bucket `name`, which starts full.
   *
   * @returns 0 when it was there, else the milliseconds until the next one
   */
  take(name: string, rate: Rate): number
}

interface Bucket {
  tokens: number
  /** Unix ms of the last refill. */
  at: number
  rate: Rate
}

/**
 * Full buckets are as good as none and are swept away when there are many; a flood of addresses
 * that never fill again is bounded by `bucketsMax`, oldest first.
 *
 * @param bucketsMax 200,000 buckets take about 40 MB
 */
export function createLimiter(clock: Clock, bucketsMax = 200_000): Limiter {
  const buckets = new Map<string, Bucket>()
  return {
    take(name, rate) {
      if (rate.perSecond <= 0) return 0
      const now = clock.real()
      const bucket = buckets.get(name) ?? { tokens: rate.burst, at: now, rate }
      refill(bucket, rate, now)
      if (!buckets.has(name)) {
        if (buckets.size >= bucketsMax) sweep(buckets, now, bucketsMax)
        buckets.set(name, bucket)
      }
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / rate.perSecond) * 1000)
      bucket.tokens -= 1
      return 0
    },
  }
}

function refill(bucket: Bucket, rate: Rate, now: number): void {
  // The system's clock may be set back: that must not take tokens away.
  const elapsedMs = Math.max(0, now - bucket.at)
  bucket.tokens = Math.min(rate.burst, bucket.tokens + (elapsedMs / 1000) * rate.perSecond)
  bucket.at = now
  bucket.rate = rate
}

function sweep(buckets: Map<string, Bucket>, now: number, bucketsMax: number): void {
  for (const [name, { tokens, at, rate }] of buckets)
    if (tokens + ((now - at) / 1000) * rate.perSecond >= rate.burst) buckets.delete(name)
  for (const name of buckets.keys()) {
    if (buckets.size <= bucketsMax * 0.9) return
    buckets.delete(name)
  }
}
