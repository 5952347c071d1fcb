import { catalog } from '@whorl/signals'
import type { Reading, Readings } from '@whorl/wire'
import { Compile } from 'typebox/compile'

/** One compiled check for each signal of the catalogue. */
const checks = new Map<string, { Check(value: unknown): boolean }>(
  catalog.map((signal) => [signal.name, Compile(signal.schema)]),
)

/** Whether the catalogue knows a signal of this name. */
export function isSignalName(name: string): boolean {
  return checks.has(name)
}

/**
 * Holds every value against its signal's shape. One that does not fit becomes the error reading
 * `schema`; a signal that the catalogue does not know is dropped.
 */
export function checkReadings(readings: Readings): Readings {
  const checked: Readings = {}
  for (const [name, reading] of Object.entries(readings)) {
    const check = checks.get(name)
    if (check) checked[name] = fits(check, reading) ? reading : misfit(reading)
  }
  return checked
}

function fits(check: { Check(value: unknown): boolean }, { value }: Reading): boolean {
  return value === undefined || check.Check(value)
}

function misfit({ ms }: Reading): Reading {
  return { error: { name: 'schema' }, ...(ms !== undefined && { ms }) }
}
