import { testReadings } from '../../test-setup/test-readings'

testReadings('permissions', {
  'Chromium 156': {
    geolocation: 'prompt',
    notifications: 'prompt',
    camera: 'prompt',
    microphone: 'prompt',
    'persistent-storage': 'prompt',
    midi: 'prompt',
    'clipboard-read': 'prompt',
    accelerometer: 'granted',
    'background-sync': 'granted',
    'local-fonts': 'prompt',
    'storage-access': 'granted',
    Notification: 'default',
  },
  'Firefox 153': {
    geolocation: 'prompt',
    notifications: 'prompt',
    camera: 'prompt',
    microphone: 'prompt',
    'persistent-storage': 'prompt',
    push: 'prompt',
    midi: 'prompt',
    'storage-access': 'prompt',
    Notification: 'default',
  },
  'WebKitGTK 2.50': {
    geolocation: 'prompt',
    Notification: 'default',
    push: 'prompt',
    camera: 'prompt',
    notifications: 'prompt',
    microphone: 'prompt',
  },
})
