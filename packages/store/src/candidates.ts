import type { History, Profile } from '@whorl/core'

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
export const candidatesMax = 28
/** Distinct blocking keys that a visitor keeps. */
export const visitorBlocksMax = 24

/** What was read of a blocking key's list. */
export interface BlockList<Owner> {
  /** `order` grows with time. Of a popular list only the newest `popularListRead`. */
  readonly entries: readonly { readonly owner: Owner; readonly order: number }[]
  /** It has had `blockListMax` entries. */
  readonly isPopular: boolean
  /** Another number after every entry that was added; `popularList` where that is not checked. */
  readonly version: number
}

export const noList: BlockList<never> = { entries: [], isPopular: false, version: 0 }

/**
 * Which visitors of the lists to look at: those that share the most and the rarest keys, the more
 * recently added first where that ties.
 *
 * @param lists one for each distinct blocking key
 */
export function chooseCandidates<Owner>(lists: readonly BlockList<Owner>[]): Owner[] {
  const standings = new Map<Owner, { rank: number; order: number }>()
  for (const { entries, isPopular } of lists) {
    const rarity = 1 / (1 + Math.log(1 + (isPopular ? blockListMax : entries.length)))
    for (const { owner, order } of entries) {
      const standing = standings.get(owner)
      if (!standing) standings.set(owner, { rank: rarity, order })
      else {
        standing.rank += rarity
        standing.order = Math.max(standing.order, order)
      }
    }
  }
  const owners = [...standings]
  if (owners.length > candidatesMax) {
    owners.sort(([, a], [, b]) => b.rank - a.rank || b.order - a.order)
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

/** Ids of the visitors that a history names. */
export function visitorsOf({ anchored, exact, candidates }: History): string[] {
  const profiles = [...anchored.flatMap(({ profile }) => profile ?? []), ...candidates]
  return [...new Set([...profiles, ...(exact ? [exact] : [])].map(({ visitorId }) => visitorId))]
}

/** A visitor's keys after a visit: those seen last stand last, and the oldest fall off. */
export function planBlocks(
  held: readonly string[],
  visit: readonly string[],
): {
  readonly kept: readonly string[]
  readonly added: readonly string[]
  readonly dropped: readonly string[]
} {
  const distinct = [...new Set(visit)].slice(0, visitorBlocksMax)
  const seen = new Set(distinct)
  const heldKeys = new Set(held)
  const others = held.filter((key) => !seen.has(key))
  const tooMany = Math.max(0, others.length + distinct.length - visitorBlocksMax)
  return {
    kept: [...others.slice(tooMany), ...distinct.filter((key) => heldKeys.has(key))],
    added: distinct.filter((key) => !heldKeys.has(key)),
    dropped: others.slice(0, tooMany),
  }
}
