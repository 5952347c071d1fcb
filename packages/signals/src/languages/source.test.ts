import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('languages', {
  'Chromium 156': [[expect.any(String)], expect.arrayContaining([expect.any(String)])],
  'Firefox 153': [[expect.any(String)], expect.arrayContaining([expect.any(String)])],
  'WebKitGTK 2.50': [[expect.any(String)], expect.arrayContaining([expect.any(String)])],
})
