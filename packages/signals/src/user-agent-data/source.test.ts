import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('userAgentData', {
  'Chromium 156': expect.objectContaining({
    brands: expect.arrayContaining([{ brand: 'Chromium', version: '156' }]),
    mobile: false,
    platform: expect.any(String),
    model: '',
    formFactors: ['Desktop'],
    fullVersionList: expect.arrayContaining([
      { brand: 'Chromium', version: expect.stringMatching(/^156\./) },
    ]),
  }),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
