import Value from 'typebox/value'
import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'
import { workerFacts } from './signal'

// The page's policy refuses workers, so none is tried.
testReadings('workerFacts', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})

test.each(inject('visits').visited)('agrees with a page without policy in $browser', ({ open }) => {
  const { readings, violations, elements } = open
  const value = readings.workerFacts?.value
  expect([...Value.Errors(workerFacts.schema, value)]).toEqual([])
  expect(value).toMatchObject({
    userAgent: readings.userAgent?.value,
    platform: readings.platform?.value,
    hardwareConcurrency: readings.hardwareConcurrency?.value,
    timezone: readings.timezone?.value,
    languages: expect.arrayContaining([expect.any(String)]),
  })
  expect(violations).toEqual([])
  expect(elements[1]).toBe(elements[0])
})

test.each(inject('visits').visited.filter(({ kind }) => kind === 'chromium'))(
  'has the client hints and the memory in $browser',
  ({ open }) => {
    expect(open.readings.workerFacts?.value).toMatchObject({
      brands: expect.arrayContaining(['Chromium 156']),
      platformHint: 'Linux',
      deviceMemory: open.readings.deviceMemory?.value,
    })
  },
)
