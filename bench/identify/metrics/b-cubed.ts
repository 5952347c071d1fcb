import type { Decision } from '../linker'

export interface BCubed {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** For each visit: how much of its id is its browser, how much of its browser has its id. Averaged. */
export function bCubedOf(decisions: readonly Decision[]): BCubed {
  const byId = countBy(decisions, ({ id }) => id)
  const byBrowser = countBy(decisions, ({ browser }) => String(browser))
  const byBoth = countBy(decisions, ({ browser, id }) => `${browser}/${id}`)
  let precision = 0
  let recall = 0
  for (const { browser, id } of decisions) {
    const both = byBoth.get(`${browser}/${id}`) ?? 0
    precision += both / (byId.get(id) ?? 1)
    recall += both / (byBrowser.get(String(browser)) ?? 1)
  }
  precision /= decisions.length
  recall /= decisions.length
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

export function countBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) {
    const key = keyOf(item)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}
