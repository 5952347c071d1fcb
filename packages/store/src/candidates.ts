import type { Profile } from '@whorl/core'

/** Newest entries read of one blocking key's list. */
export const blockListMax = 160
/**
 * The version of a list as long as that: not checked. It moves with every newcomer, and two first
 * sights of one browser meet in its shorter lists and in the exact key.
 */
export const popularList = -1
/** Newest entries that are read of such a list: it says little, and other keys say more. */
export const popularListRead = 24
/** Candidates that one history returns. */
export const candidatesMax = 100
/** Distinct blocking keys that a visitor keeps. */
export const visitorBlocksMax = 24

/** What was read of a blocking key's list. */
export interface BlockList<Owner> {
  /** Newest first; of a popular list only `popularListRead`. */
  readonly entries: readonly { readonly owner: Owner; readonly seq: number }[]
  /** How long it is, counted up to `blockListMax`. */
  readonly size: number
}

export const noList: BlockList<never> = { entries: [], size: 0 }

/** What `record` checks: the newest place, where the list is short enough to be checked. */
export function versionOf({ entries, size }: BlockList<unknown>): number {
  return size < blockListMax ? (entries[0]?.seq ?? 0) : popularList
}

/**
 * Which visitors of the lists to look at: those that share the most and the rarest keys, the more
 * recently added first where that ties.
 *
 * @param lists one for each distinct blocking key
 */
export function chooseCandidates<Owner>(lists: readonly BlockList<Owner>[]): Owner[] {
  const standings = new Map<Owner, { rank: number; seq: number }>()
  for (const { entries, size } of lists) {
    const rarity = 1 / (1 + Math.log(1 + size))
    for (const { owner, seq } of entries) {
      const standing = standings.get(owner)
      if (!standing) standings.set(owner, { rank: rarity, seq })
      else {
        standing.rank += rarity
        standing.seq = Math.max(standing.seq, seq)
      }
    }
  }
  const owners = [...standings]
  if (owners.length > candidatesMax) {
    owners.sort(([, a], [, b]) => b.rank - a.rank || b.seq - a.seq)
  }
  return owners.slice(0, candidatesMax).map(([owner]) => owner)
}

/** Newest first; two aliases of one visitor count once. */
export function orderCandidates(profiles: readonly Profile[]): Profile[] {
  const distinct = new Map(profiles.map((profile) => [profile.visitorId, profile]))
  return [...distinct.values()].sort(
    (a, b) => b.lastSeenAt - a.lastSeenAt || (a.visitorId < b.visitorId ? -1 : 1),
  )
}

/** A blocking key that a visitor holds, and its place in the key's list. */
export type HeldBlock = readonly [key: string, seq: number]

/** The visitor's keys after a visit: those seen last stand last, and the oldest fall off. */
export function planBlocks(
  held: readonly HeldBlock[],
  visit: readonly string[],
): {
  readonly kept: readonly HeldBlock[]
  readonly added: string[]
  readonly dropped: HeldBlock[]
} {
  const distinct = [...new Set(visit)].slice(0, visitorBlocksMax)
  const seen = new Set(distinct)
  const heldKeys = new Map(held)
  const added = distinct.filter((key) => !heldKeys.has(key))
  const others = held.filter(([key]) => !seen.has(key))
  const room = visitorBlocksMax - distinct.length
  const again = distinct.flatMap((key): HeldBlock[] => {
    const seq = heldKeys.get(key)
    return seq === undefined ? [] : [[key, seq]]
  })
  return {
    kept: [...others.slice(Math.max(0, others.length - room)), ...again],
    added,
    dropped: others.slice(0, Math.max(0, others.length - room)),
  }
}
