import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('timerStep', {
  'Chromium 156': expect.toSatisfy((ms: number) => ms > 0 && ms < 2),
  'Firefox 153': expect.toSatisfy((ms: number) => ms >= 1 && ms < 16),
  'WebKitGTK 2.50': expect.toSatisfy((ms: number) => ms >= 1 && ms < 16),
})
