import { testReadings } from '../../test-setup/test-readings'

testReadings('chromeTraits', {
  'Chromium 156': { chrome: true, pdfPlugins: 5, notificationPermission: 'default' },
  'Firefox 153': { chrome: false, pdfPlugins: 5, notificationPermission: 'default' },
  'WebKitGTK 2.50': { chrome: false, pdfPlugins: 5, notificationPermission: 'default' },
})
