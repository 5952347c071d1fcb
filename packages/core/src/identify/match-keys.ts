import type { Engine } from '@whorl/signals'
import type { Readings } from '@whorl/wire'
import type { OsFamily } from '../facts'
import { deviceSignals } from './compare'
import type { MatchKeys } from './profile'
import { readValue } from './read-value'

/** Fewer `device` signals than this prove nothing. */
export const exactSignalsMin = 12

/**
 * Combinations by which a known visitor is found again when some values are missing or have
 * changed. Each needs all its parts; none holds the browser version.
 */
const blocks: readonly (readonly string[])[] = [
  ['webglBasics', 'fonts', 'hardwareConcurrency'],
  ['fonts', 'screenResolution', 'timezone'],
  ['webglBasics', 'screenResolution', 'languages'],
  ['fonts', 'fontPreferences', 'platform', 'hardwareConcurrency'],
  ['canvas', 'fonts', 'timezone'],
  ['screenResolution', 'hardwareConcurrency', 'deviceMemory', 'timezone', 'languages'],
]

/**
 * Firefox with resistFingerprinting answers alike on every machine on purpose, so that equality
 * proves nothing there. Its canvas reads back wrong on every read (measured in 153: all 256 pixels
 * of a solid fill); Firefox's everyday noise leaves solid fills exact.
 */
export function isUniformOnPurpose(readings: Readings, engine: Engine): boolean {
  const noise = readValue(readings, 'canvasNoise')
  if (engine !== 'gecko' || typeof noise !== 'object' || noise === null) return false
  return 'wrongPixels' in noise && typeof noise.wrongPixels === 'number' && noise.wrongPixels > 0
}

/** The texts under which a visitor with these values is found. */
export function matchKeys(
  values: Readonly<Record<string, unknown>>,
  engine: Engine,
  os: OsFamily,
): MatchKeys {
  const exact = exactText(values, engine, os)
  return {
    ...(exact !== undefined && { exact }),
    blocks: blocks.flatMap((names, index) => {
      const parts = names.map((name) => values[name])
      if (parts.some((part) => part === undefined)) return []
      return [`${index}|${engine}|${os}|${JSON.stringify(parts)}`]
    }),
  }
}

function exactText(
  values: Readonly<Record<string, unknown>>,
  engine: Engine,
  os: OsFamily,
): string | undefined {
  const present = deviceSignals(engine)
    .map(({ name }) => name)
    .filter((name) => values[name] !== undefined)
    .sort()
  if (present.length < exactSignalsMin) return undefined
  return JSON.stringify([engine, os, present.map((name) => [name, values[name]])])
}
