import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('dateTimeLocale', {
  'Chromium 156': expect.stringMatching(/^[a-z]{2,3}\b/),
  'Firefox 153': expect.stringMatching(/^[a-z]{2,3}\b/),
  'WebKitGTK 2.50': expect.stringMatching(/^[a-z]{2,3}\b/),
})
