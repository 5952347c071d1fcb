import { matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** Widest first: a wide screen matches the narrow ones too. */
export const colorGamut = defineSource('colorGamut', () =>
  matchFirst('color-gamut', ['rec2020', 'p3', 'srgb']),
)
