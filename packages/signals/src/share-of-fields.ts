import { equal } from './define'

/** Share of fields that are equal in two objects, 0 to 1; a field on one side only differs. */
export function shareOfFields(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): number {
  const fields = new Set([...Object.keys(before), ...Object.keys(now)])
  let shared = 0
  for (const field of fields) shared += equal(before[field], now[field])
  return fields.size === 0 ? 1 : shared / fields.size
}
