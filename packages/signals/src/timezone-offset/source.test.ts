import { testReadings } from '../../test-setup/test-readings'

const year = new Date().getFullYear()
const minutesEast = (date: Date) => -date.getTimezoneOffset() || 0
const offsets = {
  now: minutesEast(new Date()),
  january: minutesEast(new Date(year, 0, 1)),
  july: minutesEast(new Date(year, 6, 1)),
}

testReadings('timezoneOffset', {
  'Chromium 156': offsets,
  'Firefox 153': offsets,
  'WebKitGTK 2.50': offsets,
})
