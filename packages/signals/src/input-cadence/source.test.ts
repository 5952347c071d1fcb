import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

// Nobody moves a pointer there.
testReadings('inputCadence', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})

test.each(inject('visits').visited)('counts what a script makes up in $browser', ({ tampered }) => {
  const value = tampered.readings.inputCadence?.value as Record<string, number>
  expect(value.moves).toBeGreaterThan(3)
  expect(value).toMatchObject({
    trustedMoves: 0,
    // The page claims another pixel ratio, with which fractions are usual.
    fractionalMoves: 0,
    medianStepMs: expect.any(Number),
    stepSpreadMs: expect.any(Number),
    untrustedClicks: value.clicks,
    clicksWithoutMove: 0,
    zeroPressureClicks: 0,
  })
})
