import type { Engine } from '@whorl/signals'
import type { Readings } from '@whorl/wire'
import { readValue } from './read-value'

/**
 * How a browser hides: `noise` draws it into canvas and sound (Brave, private Safari, extensions),
 * `uniform` answers alike on every machine on purpose (Firefox with resistFingerprinting).
 */
export type Hiding = 'none' | 'noise' | 'uniform'

/**
 * Pixels of a solid fill that read back wrong. With resistFingerprinting Firefox returns noise on
 * every read (measured in 153: all 256 pixels); its everyday noise leaves solid fills exact.
 */
export function readHiding(readings: Readings, engine: Engine): Hiding {
  if (readValue(readings, 'brave') === true) return 'noise'
  const noise = readValue(readings, 'canvasNoise')
  if (typeof noise !== 'object' || noise === null) return 'none'
  const isWrong =
    ('wrongPixels' in noise && typeof noise.wrongPixels === 'number' && noise.wrongPixels > 0) ||
    ('isStable' in noise && noise.isStable === false)
  if (!isWrong) return 'none'
  return engine === 'gecko' ? 'uniform' : 'noise'
}
