import { catalog, type Engine, equal, type Signal } from '@whorl/signals'
import type { Readings } from '@whorl/wire'
import { readValue } from './read-value'

/** What comparing a visit with a known visitor showed. Absent values are in neither list. */
export interface Comparison {
  /** `device` signals. */
  readonly agreed: readonly string[]
  readonly differed: readonly string[]
}

/** The signals that may say who it is in this engine. */
export function identitySignals(engine: Engine): Signal[] {
  return catalog.filter(
    (signal) => signal.identity !== 'none' && !signal.noisyIn.includes(engine),
  ) as Signal[] // the catalogue's literal types are narrower than any one use needs
}

/** The signals that stay with the machine: the exact match rests on them. */
export function deviceSignals(engine: Engine): Signal[] {
  return identitySignals(engine).filter((signal) => signal.stability === 'device')
}

/** Values of the identity signals that this visit has. */
export function identityValues(readings: Readings, engine: Engine): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name } of identitySignals(engine)) {
    const value = readValue(readings, name)
    if (value !== undefined) values[name] = value
  }
  return values
}

/** Compares the `device` signals that are present on both sides, by equality. */
export function compareDevice(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  engine: Engine,
): Comparison {
  const agreed: string[] = []
  const differed: string[] = []
  for (const signal of deviceSignals(engine)) {
    const was = before[signal.name]
    const is = now[signal.name]
    if (was === undefined || is === undefined) continue
    // Plain equality, so that a value kept in the shape of an older release merely differs.
    const same = equal(was, is) === 1
    ;(same ? agreed : differed).push(signal.name)
  }
  return { agreed, differed }
}
