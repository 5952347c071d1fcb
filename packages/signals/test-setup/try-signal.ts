import Value from 'typebox/value'
import type { Signal } from '../src/define'

/** Whether a value fits the signal's schema. */
export const accepts = (signal: Signal, value: unknown): boolean =>
  Value.Check(signal.schema, value)

/** What the signal's comparison says of two values. */
export function likeness(signal: Signal, before: unknown, now: unknown): number {
  // Erased in the declaration: the catalogue holds signals of many value types.
  const compare = signal.compare as (before: unknown, now: unknown) => number
  return compare(before, now)
}

/** The value in the form of the Server API. */
export function attributeOf(signal: Signal, value: unknown): unknown {
  // Erased in the declaration, as above.
  const to = signal.attribute?.to as ((value: unknown) => unknown) | undefined
  return to?.(value)
}
