import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('canvas', {
  'Chromium 156': {
    winding: true,
    geometry: expect.stringMatching(/^[0-9a-f]{32}$/),
    text: expect.stringMatching(/^[0-9a-f]{32}$/),
  },
  'Firefox 153': { winding: true, geometry: 'noisy', text: 'noisy' },
  'WebKitGTK 2.50': {
    winding: true,
    geometry: expect.stringMatching(/^[0-9a-f]{32}$/),
    text: expect.stringMatching(/^[0-9a-f]{32}$/),
  },
})

test.each(inject('visits').visited)(
  'says so when nothing can be read in $browser',
  ({ browser, tampered }) => {
    const canvas = tampered.readings.canvas?.value as { geometry: string } | undefined
    expect(canvas?.geometry).toBe(browser.startsWith('Firefox') ? 'noisy' : 'unsupported')
  },
)
