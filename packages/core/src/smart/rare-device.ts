import type { Facts } from '../facts'
import { observe } from '../identify/observe'
import { type Rarity, rarityOf } from '../identify/population/rarity'
import { defineSmartSignal, type RareDeviceVerdict } from './define'

/** With fewer visitors one in a thousand cannot be told from one of a kind. */
const visitorsMin = 1_000

/** Share of the visitors with a more common configuration from which on a bucket holds. */
const buckets: readonly (readonly [from: number, bucket: RareDeviceVerdict['bucket']])[] = [
  [0.999, 'p99.9+'],
  [0.995, 'p99.5-p99.9'],
  [0.99, 'p99-p99.5'],
  [0.95, 'p95-p99'],
  [0, '<p95'],
]

/**
 * What a configuration is read from. A browser that has no such thing is an ordinary one; a reading
 * that failed or never came would make any device look rare.
 */
const needed = [
  'userAgentData',
  'architecture',
  'hardwareConcurrency',
  'deviceMemory',
  'touchSupport',
  'colorDepth',
]

/**
 * How rare the configuration is among the visitors that were counted before this visit. A visitor
 * is counted once, after its first visit, with what it showed then:
 *
 * - A first visit is compared with others alone. What nobody had is `not_seen`.
 * - On later visits the visitor counts as one of those who have it. It is not taken off: its
 *   configuration was seen before, which is what `not_seen` denies, and one among a thousand or
 *   more makes nothing common. One of a kind moves from `not_seen` to `p99.9+`, rare both times.
 * - Whoever shows another configuration later is not counted again. What nobody else has stays
 *   `not_seen` then, rare as well.
 */
export const rareDevice = defineSmartSignal({
  name: 'rare_device',
  docs: 'Hardly any visitor has this combination of browser, system, processor, cores, memory, touch support and colour depth. Rare is no accusation: every new model is rare at first.',
  isJudgedOnce: true,
  detect(facts) {
    const rarity = findRarity(facts)
    if (!rarity) return undefined
    const bucket = bucketOf(rarity)
    const isRare = bucket === 'p99.9+' || bucket === 'not_seen'
    return {
      value: { isRare, bucket },
      evidence: isRare ? [{ says: inWords(rarity), weight: 1 }] : [],
    }
  },
})

function findRarity(facts: Facts): Rarity | undefined {
  const { payload, population } = facts
  if (population.visitors < visitorsMin) return undefined
  const readings = needed.map((name) => payload.signals[name])
  if (readings.some((reading) => !reading || reading.error)) return undefined
  const { hiding, values } = observe(facts)
  // Made-up values: the device behind them is not known.
  if (hiding !== 'none') return undefined
  const rarity = rarityOf(population, values)
  return rarity && rarity.visitors >= visitorsMin ? rarity : undefined
}

function bucketOf({ count, percentile }: Rarity): RareDeviceVerdict['bucket'] {
  if (count === 0) return 'not_seen'
  return buckets.find(([from]) => percentile >= from)?.[1] ?? '<p95'
}

function inWords({ count, visitors }: Rarity): string {
  return count === 0
    ? `none of ${visitors} visitors had this configuration before`
    : `${count} of ${visitors} visitors ${count === 1 ? 'has' : 'have'} this configuration`
}
