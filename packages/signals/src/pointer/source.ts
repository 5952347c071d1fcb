import { matches, matchFirst } from '../browser/media'
import { defineSource } from '../define'

/** Headless Chromium 156 and Firefox 153 have no pointer and cannot hover. */
export const pointer = defineSource('pointer', () => ({
  primary: matchFirst('pointer', ['fine', 'coarse']) ?? ('none' as const),
  any: matchFirst('any-pointer', ['fine', 'coarse']) ?? ('none' as const),
  hover: matches('hover: hover'),
  anyHover: matches('any-hover: hover'),
}))
