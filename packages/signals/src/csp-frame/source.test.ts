import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

// The page has a policy of its own.
testReadings('cspFrame', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})

test.each(inject('visits').visited)(
  'is enforced in a page without policy in $browser',
  ({ open }) => {
    expect(open.readings.cspFrame).toEqual({ value: 'enforced' })
  },
)
