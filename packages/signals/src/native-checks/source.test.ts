import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('nativeChecks', {
  'Chromium 156': [],
  'Firefox 153': [],
  'WebKitGTK 2.50': [],
})

const { visited } = inject('visits')

test.each(visited)('finds nothing in a page without policy in $browser', ({ open }) => {
  expect(open.readings.nativeChecks?.value).toEqual([])
})

test.each(visited)('finds what a script imitates in $browser', ({ tampered }) => {
  expect(tampered.readings.nativeChecks?.value).toEqual([
    'toStringProxy',
    'createElementOwn',
    'pluginLinks',
    'chromeRuntime',
    'resolution',
    'prototypeGetter:Screen.colorDepth',
    'getterPrototype:Screen.colorDepth',
    'keyOrder:Screen',
    'frameWindowProxy',
  ])
})
