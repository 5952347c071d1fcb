import { testReadings } from '../../test-setup/test-readings'

/** Which NaN the processor of this machine makes. */
const processor = process.arch === 'arm64' ? 127 : 255

testReadings('architecture', {
  'Chromium 156': processor,
  'Firefox 153': processor,
  'WebKitGTK 2.50': processor,
})
