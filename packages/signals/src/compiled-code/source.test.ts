import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

/** The browsers of the tests are driven, without a debugger. */
testReadings('compiledCode', {
  'Chromium 156': expect.toSatisfy(
    ({ firstMs, bestMs }: { firstMs: number; bestMs: number }) => firstMs > 2.5 * bestMs,
  ),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
