/**
 * The values at a path such as `prefixes[].ipv4Prefix`: members by name, `[]` for every entry of a
 * list. What is not there gives nothing.
 */
export function collectByPath(json: unknown, path: string): unknown[] {
  const steps = path.match(/\[\]|[^.[\]]+/g) ?? []
  return steps.reduce<unknown[]>(
    (values, step) => values.flatMap((value) => go(value, step)),
    [json],
  )
}

function go(value: unknown, step: string): unknown[] {
  if (step === '[]') return Array.isArray(value) ? value : []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const member: unknown = Object.getOwnPropertyDescriptor(value, step)?.value
  return member === undefined ? [] : [member]
}
