import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('fonts', {
  'Chromium 156': expect.arrayContaining(['DejaVu Sans']),
  'Firefox 153': expect.arrayContaining(['DejaVu Sans']),
  'WebKitGTK 2.50': expect.arrayContaining(['DejaVu Sans']),
})
