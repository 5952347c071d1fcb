/** Nonces that were used, each until its signature expires. */
export interface Nonces {
  /** False when it was used before, or when there is no room to remember it. */
  take(nonce: string, until: number, now: number): boolean
}

/** Only valid signatures get here, so that nobody without a configured key can fill it. */
export function createNonces(countMax = 100_000): Nonces {
  const used = new Map<string, number>()
  return {
    take(nonce, until, now) {
      if ((used.get(nonce) ?? 0) > now) return false
      if (used.size >= countMax) {
        for (const [old, end] of used) if (end <= now) used.delete(old)
        // Forgetting one that is still valid would let it be used twice.
        if (used.size >= countMax) return false
      }
      used.set(nonce, until)
      return true
    },
  }
}
