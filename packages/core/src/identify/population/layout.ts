import { classCount } from '../observe'

/** Places for attributes, more than there are: a new one keeps the places of the others. */
export const attributesMax = 64

/** Ends of the buckets of time between two visits, in days; one more bucket for longer. */
export const gapDays = [0.15, 1, 3, 7, 14, 30, 60] as const
export const gapBuckets = gapDays.length + 1
/** Buckets of how often a parent was seen: 1, 2, 3 to 4, 5 to 8, … */
export const sizeBuckets = 8
/** Relations of two addresses: same as last, known, known middle, known wide network, none. */
export const networkRelations = 5
/** Relations of two versions: same, higher, lower. */
export const versionRelations = 3
export const shadowBins = 64

const sizes = {
  /** [attribute][size of the parent]: sum of shares, count. */
  agreement: attributesMax * sizeBuckets * 2,
  /** [attribute][class][gap][whether what it follows from changed]: same, all. */
  stability: attributesMax * classCount * gapBuckets * 2 * 2,
  /** [attribute]: came back to an earlier value, changes with earlier values. */
  returns: attributesMax * 2,
  /** [class][gap][relation]. */
  networks: classCount * gapBuckets * networkRelations,
  /** [class][level]: new visitors on a network of others, all. */
  sharing: classCount * 3 * 2,
  /** [class][gap][relation]. */
  versions: classCount * gapBuckets * versionRelations,
  /** [class][gap]: visits of known visitors without a proven token, all. */
  tokenless: classCount * gapBuckets * 2,
  /** [bin of the score]: known, all. */
  shadows: shadowBins * 2,
  /** Visits without a proven token: probably known, all; halved every fortnight. */
  returning: 2,
}

function place(): { [Name in keyof typeof sizes]: number } & { length: number } {
  let length = 0
  const places = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => {
      const start = length
      length += size
      return [name, start]
    }),
  ) as { [Name in keyof typeof sizes]: number } // the keys of `sizes`, one by one
  return { ...places, length }
}

/** Where each kind of sum begins in `Population.numbers`. */
export const layout = place()

/** The bucket of a time between two visits, in ms. */
export function gapBucket(gapMs: number): number {
  const days = Math.max(0, gapMs) / 86_400_000
  const bucket = gapDays.findIndex((end) => days < end)
  return bucket < 0 ? gapDays.length : bucket
}
