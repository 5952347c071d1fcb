import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('overrides', {
  'Chromium 156': { own: [], replaced: [], differs: [] },
  'Firefox 153': { own: [], replaced: [], differs: [] },
  'WebKitGTK 2.50': { replaced: [], own: [], differs: [] },
})

test.each(inject('visits').visited)('finds what a script replaced in $browser', ({ tampered }) => {
  expect(tampered.readings.overrides?.value).toEqual({
    own: ['navigator.hardwareConcurrency'],
    replaced: ['Permissions.query', 'Screen.colorDepth', 'HTMLCanvasElement.toDataURL'],
    differs: ['hardwareConcurrency'],
  })
})
