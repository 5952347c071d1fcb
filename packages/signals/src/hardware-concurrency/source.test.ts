import { availableParallelism } from 'node:os'
import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('hardwareConcurrency', {
  'Chromium 156': availableParallelism(),
  'Firefox 153': availableParallelism(),
  'WebKitGTK 2.50': expect.any(Number),
})
