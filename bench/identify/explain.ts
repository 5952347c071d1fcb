import { type ErrorKind, errorKinds, errorOf } from './metrics/errors'
import type { Run } from './run-world'
import { lines } from './table'
import type { Visit } from './world/browser'

const shown = 6

/** The signals that differ from the browser's previous visit, and `address`. */
export type Changes = readonly string[]

/** Remembers the last visit of each browser. */
export function createChangeWatch(): (visit: Visit) => Changes {
  const last = new Map<number, Map<string, string>>()
  return ({ snapshot, readings, network }) => {
    const now = new Map([['address', network.ip]])
    for (const [name, { value }] of Object.entries(readings)) now.set(name, JSON.stringify(value))
    const before = last.get(snapshot.browser.index)
    last.set(snapshot.browser.index, now)
    if (!before) return []
    return [...now].flatMap(([name, text]) => (before.get(name) === text ? [] : [name]))
  }
}

/** One line for each kind of error: how often, and what had changed on those visits more than on all. */
export function errorTable({ outcomes, classes }: Run): string {
  const all = countChanges(classes.map(({ changes }) => changes))
  const rows = (Object.keys(errorKinds) as ErrorKind[]).map((kind) => {
    const inside = classes.filter((_, index) => {
      const outcome = outcomes[index]
      return outcome !== undefined && errorOf(outcome) === kind
    })
    const counts = countChanges(inside.map(({ changes }) => changes))
    const excess = [...counts]
      .map(([name, share]) => ({ name, share, more: share - (all.get(name) ?? 0) }))
      .filter(({ more }) => more > 0)
      .sort((a, b) => b.more - a.more)
      .slice(0, shown)
      .map(({ name, share }) => `${name} ${share.toFixed(2)}`)
    return [kind, String(inside.length), excess.join(', ')]
  })
  return lines([['', 'visits', 'changed since the visit before (share)'], ...rows])
}

/** Share of the visits on which each name is among the changes. */
function countChanges(lists: readonly Changes[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const name of lists.flat()) shares.set(name, (shares.get(name) ?? 0) + 1 / lists.length)
  return shares
}
