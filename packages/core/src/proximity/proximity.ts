import { cellToBoundary, latLngToCell } from 'h3-js'
import { massInside } from './mass-inside'
import { spellDigest } from './spell-digest'

/** A place that a device reported about itself. */
export interface ReportedPosition {
  /** Degrees, WGS 84. */
  readonly latitude: number
  readonly longitude: number
  /** Radius in metres within which the device is with a probability of 68 %. */
  readonly accuracyM: number
  /**
   * HMAC-SHA-256 of the text, 32 bytes, under a secret of the workspace: without it nobody can tell
   * the place from the id, or compare ids of two workspaces.
   */
  readonly hmac: (cell: string) => Uint8Array
}

/** `proximity` of the Server API: devices with the same id are near each other. */
export interface Proximity {
  /** 11 base62 characters. */
  readonly id: string
  /** Metres. */
  readonly precisionRadius: PrecisionRadius
  /** Probability that the device is in the area that the id stands for: 0 to 1, three decimals. */
  readonly confidence: number
}

export type PrecisionRadius = (typeof precisions)[number]['radiusM']

/**
 * The radii that the Server API allows and the H3 resolution whose cells are as large: the inner
 * radius of a cell is 0.866 of its edge, on average 10.8 m at 12 and 26.07 km at 4
 * (https://h3geo.org/docs/core-library/restable).
 */
const precisions = [
  { radiusM: 10, resolution: 12 },
  { radiusM: 25, resolution: 11 },
  { radiusM: 65, resolution: 10 },
  { radiusM: 175, resolution: 9 },
  { radiusM: 450, resolution: 8 },
  { radiusM: 1200, resolution: 7 },
  { radiusM: 3300, resolution: 6 },
  { radiusM: 8500, resolution: 5 },
  { radiusM: 22500, resolution: 4 },
] as const

const idCharacters = 11

/** Radius of 68.3 % of a Gaussian in two dimensions, in sigmas: sqrt(-2 ln(1 - 0.683)). */
const sigmasOfAccuracy = 1.515

/**
 * The area a device is in, as fine as the accuracy of its position allows. The accuracy 0 counts
 * as unknown: Android's `Location.getAccuracy()` returns it when it has none.
 *
 * @returns undefined when the position is too coarse (over 22 500 m) or is none at all
 * @throws RangeError when `hmac` does not return 32 bytes
 */
export function proximityOf(position: ReportedPosition): Proximity | undefined {
  const { latitude, longitude, accuracyM, hmac } = position
  // Every comparison with NaN is false.
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && accuracyM > 0)) return undefined
  const precision = precisions.find(({ radiusM }) => radiusM >= accuracyM)
  if (precision === undefined) return undefined

  const cell = latLngToCell(latitude, longitude, precision.resolution)
  const sigmaM = accuracyM / sigmasOfAccuracy
  const mass = massInside(cellToBoundary(cell), [latitude, longitude], sigmaM)
  return {
    id: spellDigest(hmac(cell)).slice(0, idCharacters),
    precisionRadius: precision.radiusM,
    confidence: Math.round(mass * 1000) / 1000,
  }
}
