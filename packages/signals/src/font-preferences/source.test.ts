import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

/** No `apple`: no browser of this system has that font. */
const widths = {
  default: expect.any(Number),
  serif: expect.any(Number),
  sans: expect.any(Number),
  mono: expect.any(Number),
  system: expect.any(Number),
}

testReadings('fontPreferences', {
  'Chromium 156': widths,
  'Firefox 153': widths,
  'WebKitGTK 2.50': widths,
})
