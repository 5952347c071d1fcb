import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { cellToBoundary, latLngToCell } from 'h3-js'
import { describe, expect, test } from 'vitest'
import { massInside } from './mass-inside'
import { proximityOf } from './proximity'

const hmacOf = (secret: string) => (cell: string) =>
  createHmac('sha256', secret).update(cell).digest()

function locate(latitude: number, longitude: number, accuracyM: number, secret = 'a') {
  return proximityOf({ latitude, longitude, accuracyM, hmac: hmacOf(secret) })
}

describe('the radius', () => {
  test.each([
    [0.5, 10],
    [10, 10],
    [10.001, 25],
    [25, 25],
    [26, 65],
    [65, 65],
    [66, 175],
    [175, 175],
    [176, 450],
    [450, 450],
    [451, 1200],
    [1200, 1200],
    [1201, 3300],
    [3300, 3300],
    [3301, 8500],
    [8500, 8500],
    [8501, 22500],
    [22500, 22500],
  ])('an accuracy of %d m gives %i m', (accuracyM, radius) => {
    expect(locate(52.516275, 13.377704, accuracyM)?.precisionRadius).toBe(radius)
  })

  test('is never smaller than the accuracy, and something follows for every place on Earth', () => {
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
    const accuracy = fc.double({ min: 0, minExcluded: true, max: 22500, noNaN: true })
    fc.assert(
      fc.property(degrees(90), degrees(180), accuracy, (latitude, longitude, accuracyM) => {
        const found = locate(latitude, longitude, accuracyM)
        expect(found?.precisionRadius).toBeGreaterThanOrEqual(accuracyM)
        expect(found?.id).toMatch(/^[0-9A-Za-z]{11}$/)
        // The least of the vertices of 20 000 cells, with the worst accuracy, was 0.253.
        expect(found?.confidence).toBeGreaterThan(0.2)
        expect(found?.confidence).toBeLessThanOrEqual(1)
      }),
    )
  })

  test.each([
    [22500.001, 52, 13],
    [Number.POSITIVE_INFINITY, 52, 13],
    [Number.NaN, 52, 13],
    [0, 52, 13],
    [-1, 52, 13],
    [10, 90.0001, 13],
    [10, -91, 13],
    [10, Number.NaN, 13],
    [10, Number.NEGATIVE_INFINITY, 13],
    [10, 52, 180.0001],
    [10, 52, -1e300],
    [10, 52, Number.NaN],
  ])('there is none for an accuracy of %d m at %d, %d', (accuracyM, latitude, longitude) => {
    expect(locate(latitude, longitude, accuracyM)).toBeUndefined()
  })
})

describe('the id', () => {
  test('is the beginning of the HMAC of the cell in base62', () => {
    // The cell is that of the example in H3's documentation; Python made the HMAC and spelled it.
    const cells: string[] = []
    const found = proximityOf({
      latitude: 37.3615593,
      longitude: -122.0553238,
      accuracyM: 1000,
      hmac: (cell) => {
        cells.push(cell)
        return hmacOf('secret of a workspace')(cell)
      },
    })
    expect(cells).toEqual(['87283472bffffff'])
    expect(found?.id).toBe('PkhfJfg7D5Y')
  })

  test('is the same for near places in one cell, another for far ones', () => {
    // Two points some 70 m apart, then one 1.7 km away.
    const here = locate(52.516275, 13.377704, 400)
    expect(locate(52.5168, 13.3783, 400)?.id).toBe(here?.id)
    expect(locate(52.520815, 13.40942, 400)?.id).not.toBe(here?.id)
  })

  test('differs between workspaces and between radii', () => {
    const ids = [
      locate(52.516275, 13.377704, 400, 'a'),
      locate(52.516275, 13.377704, 400, 'b'),
      locate(52.516275, 13.377704, 40, 'a'),
    ].map((found) => found?.id)
    expect(new Set(ids).size).toBe(3)
  })

  test('is one on both sides of the date line, and at a pole whatever the longitude', () => {
    expect(locate(-16.8, 180, 5000)?.id).toBe(locate(-16.8, -180, 5000)?.id)
    expect(locate(90, 0, 5000)).toEqual(locate(90, 137, 5000))
  })

  test('needs a whole digest', () => {
    const broken = { latitude: 52, longitude: 13, accuracyM: 10, hmac: () => new Uint8Array(20) }
    expect(() => proximityOf(broken)).toThrow('a digest has 20 bytes')
  })
})

describe('the confidence', () => {
  test('takes the accuracy for the radius that holds the device in 68.27 % of cases', () => {
    const boundary = cellToBoundary(latLngToCell(52.516275, 13.377704, 8))
    const sigmaM = 400 / Math.sqrt(-2 * Math.log(1 - 0.6827))
    const mass = massInside(boundary, [52.516275, 13.377704], sigmaM)
    const { confidence = Number.NaN } = locate(52.516275, 13.377704, 400) ?? {}
    expect(Math.abs(confidence - mass)).toBeLessThan(0.001)
  })

  test('grows with the accuracy inside one radius', () => {
    const confidences = [1, 3, 6, 10].map((m) => locate(52.516275, 13.377704, m)?.confidence ?? 0)
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
    expect(new Set(confidences).size).toBe(4)
  })

  test('has three decimals', () => {
    const { confidence = Number.NaN } = locate(52.516275, 13.377704, 20) ?? {}
    expect(confidence).toBe(Number(confidence.toFixed(3)))
  })
})
