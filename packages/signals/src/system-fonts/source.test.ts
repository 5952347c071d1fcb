import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('systemFonts', {
  'Chromium 156': Array(6).fill(expect.stringMatching(/^\d+px .+ \d+$/)),
  'Firefox 153': ['caption', 'icon', 'menu', 'message-box', 'small-caption', 'status-bar'].map(
    (keyword) => expect.stringMatching(new RegExp(`^${keyword} \\d+$`)),
  ),
  'WebKitGTK 2.50': undefined,
})
