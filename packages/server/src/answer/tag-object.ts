/**
 * Both API generations show a tag as an object: `{}` when none was sent, and a bare value under the
 * key `tag`, because the schemas leave no other place for it.
 */
export function toTagObject(tag: unknown): Record<string, unknown> {
  if (tag === undefined || tag === null) return {}
  if (typeof tag === 'object' && !Array.isArray(tag)) return { ...tag }
  return { tag }
}
