import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('driverGlobals', {
  'Chromium 156': [],
  'Firefox 153': [],
  'WebKitGTK 2.50': [],
})

test.each(inject('visits').visited)(
  'finds what drivers leave and no honest name in $browser',
  ({ tampered }) => {
    const names = tampered.readings.driverGlobals?.value as string[]
    expect([...names].sort()).toEqual([
      '__selenium_evaluate',
      'cdc_adoQpoasnfa76pfcZLmcfl_Array',
      'exposed',
    ])
  },
)
