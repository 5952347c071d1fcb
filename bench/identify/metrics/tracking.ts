import type { Decision } from '../linker'

const dayMs = 86_400_000

export interface Tracking {
  /** Mean over browsers of (visits - ids) / ids x the browser's mean interval, in days. */
  readonly avgDays: number
  /** Mean over browsers of the longest time under one unbroken id, in days. */
  readonly maxDays: number
  /** What perfect tracking would give for `maxDays`. */
  readonly oracleDays: number
  /** `maxDays` over `oracleDays`. */
  readonly chainShare: number
  readonly idsPerBrowser: number
  /** Mean over ids of the share of visits that belong to the id's main browser. */
  readonly ownership: number
}

/** How long browsers are followed. Decisions are in the order of time. */
export function trackingOf(decisions: readonly Decision[]): Tracking {
  const chains = [...groupBy(decisions, ({ browser }) => browser).values()].map(chainOf)
  const maxDays = mean(chains.map((chain) => chain.longestMs)) / dayMs
  const oracleDays = mean(chains.map((chain) => chain.spanMs)) / dayMs
  const shares = [...groupBy(decisions, ({ id }) => id).values()].map((visits) => {
    const sizes = [...groupBy(visits, ({ browser }) => browser).values()].map(
      ({ length }) => length,
    )
    return Math.max(...sizes) / visits.length
  })
  return {
    avgDays: mean(chains.map((chain) => chain.avgMs)) / dayMs,
    maxDays,
    oracleDays,
    chainShare: maxDays / oracleDays,
    idsPerBrowser: mean(chains.map((chain) => chain.ids)),
    ownership: mean(shares),
  }
}

function chainOf(visits: readonly Decision[]) {
  const ids = new Set(visits.map(({ id }) => id)).size
  const times = visits.map(({ at }) => at)
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0)
  const intervalMs = visits.length > 1 ? spanMs / (visits.length - 1) : 0
  let longestMs = 0
  let chainStart = times[0] ?? 0
  for (const [index, { id, at }] of visits.entries()) {
    if (id !== visits[index - 1]?.id) chainStart = at
    longestMs = Math.max(longestMs, at - chainStart)
  }
  return { ids, spanMs, longestMs, avgMs: ((visits.length - ids) / ids) * intervalMs }
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
