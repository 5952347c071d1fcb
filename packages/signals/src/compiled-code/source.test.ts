import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

// The page's policy may refuse compiled code, so it is not tried.
testReadings('compiledCode', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})

/** The browsers of the tests are driven, without a debugger. */
test.each(inject('visits').visited)('without policy in $browser', ({ kind, open }) => {
  const { value } = open.readings.compiledCode ?? {}
  if (kind !== 'chromium') return expect(value).toBeUndefined()
  const { firstMs, bestMs } = value as { firstMs: number; bestMs: number } // its schema is tested
  expect(firstMs).toBeGreaterThan(4 * bestMs)
})
