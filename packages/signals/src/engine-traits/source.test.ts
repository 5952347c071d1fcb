import { testReadings } from '../../test-setup/test-readings'

testReadings('engineTraits', {
  'Chromium 156': {
    evalLength: 33,
    nullError: "Cannot read properties of null (reading 'x')",
    rangeError: 'toFixed() digits argument must be between 0 and 100',
    stackStyle: 'v8',
  },
  'Firefox 153': {
    evalLength: 37,
    nullError: 'can\'t access property "x" of null',
    rangeError: 'precision -1 out of range',
    stackStyle: 'at-sign',
  },
  'WebKitGTK 2.50': {
    rangeError: 'toFixed() argument must be between 0 and 100',
    stackStyle: 'at-sign',
    nullError: "null is not an object (evaluating 'null.x')",
    evalLength: 37,
  },
})
