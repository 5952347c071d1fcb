/**
 * Likeness of two sets: size of the intersection over size of the union, 0 to 1; 1 when both are
 * empty. Suits lists that grow or shrink by a few entries.
 */
export function jaccard(before: readonly unknown[], now: readonly unknown[]): number {
  const left = new Set(before)
  const right = new Set(now)
  let shared = 0
  for (const entry of left) if (right.has(entry)) shared++
  const all = left.size + right.size - shared
  return all === 0 ? 1 : shared / all
}
