/** What stands at a path of own properties; `undefined` where there is no such place. */
export function readPath(value: unknown, path: readonly string[]): unknown {
  let at = value
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    // An object with this property of its own, whatever it holds.
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return at
}
