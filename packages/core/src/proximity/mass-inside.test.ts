import { createCipheriv } from 'node:crypto'
import { cellToBoundary, getPentagons, latLngToCell } from 'h3-js'
import { describe, expect, test } from 'vitest'
import { type LatLng, massInside } from './mass-inside'

const earthRadiusM = 6371007.180918475
const degreesPerMetre = 180 / (Math.PI * earthRadiusM)

/** Numbers of 0 to 1, the same ones in every run: the key stream of AES in counter mode. */
function drawUniform(count: number): number[] {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16))
  const bytes = cipher.update(Buffer.alloc(count * 4))
  return Array.from(
    { length: count },
    (_, index) => (bytes.readUInt32LE(index * 4) + 0.5) / 2 ** 32,
  )
}

/** The point that lies so far from another in a direction, along a great circle. */
function travel([latitude, longitude]: LatLng, bearing: number, distanceM: number): LatLng {
  const phi = (latitude * Math.PI) / 180
  const angle = distanceM / earthRadiusM
  const sinPhi =
    Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing)
  const turn = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
    Math.cos(angle) - Math.sin(phi) * sinPhi,
  )
  const east = longitude + (turn * 180) / Math.PI
  return [(Math.asin(sinPhi) * 180) / Math.PI, ((east + 540) % 360) - 180]
}

/** Share of Gaussian draws around a point whose cell, as H3 itself says, is the point's own. */
function shareInCell(centre: LatLng, resolution: number, sigmaM: number, draws: number): number {
  const cell = latLngToCell(centre[0], centre[1], resolution)
  const uniform = drawUniform(draws * 2)
  let inside = 0
  for (let index = 0; index < draws; index++) {
    const distance = sigmaM * Math.sqrt(-2 * Math.log(uniform[2 * index] ?? 1))
    const bearing = 2 * Math.PI * (uniform[2 * index + 1] ?? 0)
    const [latitude, longitude] = travel(centre, bearing, distance)
    if (latLngToCell(latitude, longitude, resolution) === cell) inside++
  }
  return inside / draws
}

/** A square of 200 m whose lower left corner is `x` and `y` metres from 0, 0. */
function squareAt(x: number, y: number): LatLng[] {
  const corners = [
    [x, y],
    [x + 200, y],
    [x + 200, y + 200],
    [x, y + 200],
  ] as const
  return corners.map(([east, north]) => [north * degreesPerMetre, east * degreesPerMetre])
}

describe('in a square of two sigmas, where tables of the normal distribution give the mass', () => {
  // 0.682689 within a sigma; 0.477250 from 0 to 2 sigmas; 0.157305 from 1 to 3.
  test.each([
    ['the middle', -100, -100, 0.682689 * 0.682689],
    ['the middle of an edge', 0, -100, 0.47725 * 0.682689],
    ['a hair from an edge', -1e-6, -100, 0.47725 * 0.682689],
    ['a corner', 0, 0, 0.47725 * 0.47725],
    ['a hair from a corner', -1e-6, -1e-6, 0.47725 * 0.47725],
    ['a hair beyond a corner', 1e-6, 1e-6, 0.47725 * 0.47725],
    ['outside', 100, -100, 0.157305 * 0.682689],
    ['far outside', 2000, 2000, 0],
  ])('seen from %s', (_, x, y, mass) => {
    expect(Math.abs(massInside(squareAt(x, y), [0, 0], 100) - mass)).toBeLessThan(0.001)
  })

  test('a point that is surely known is inside or outside', () => {
    expect(massInside(squareAt(-100, -100), [0, 0], 0.001)).toBeCloseTo(1, 10)
    expect(massInside(squareAt(10, 10), [0, 0], 0.001)).toBeCloseTo(0, 10)
  })

  test('a point that may be anywhere is nowhere', () => {
    expect(massInside(squareAt(-100, -100), [0, 0], 1e9)).toBeLessThan(1e-9)
  })

  test('an empty polygon holds nothing', () => {
    expect(massInside([], [0, 0], 10)).toBe(0)
    expect(massInside([[0, 0]], [0, 0], 10)).toBe(0)
  })
})

describe('in a cell of H3, as many draws fall into it', () => {
  const pentagon = getPentagons(4)[3] ?? ''
  const pentagonVertex = cellToBoundary(pentagon)[0] ?? [0, 0]

  test.each<[string, LatLng, number, number]>([
    ['Berlin, 7 m', [52.516275, 13.377704], 12, 7],
    ['Berlin, 40 m', [52.516275, 13.377704], 10, 27],
    ['Quito, 300 m', [-0.180653, -78.467834], 8, 198],
    ['Sydney, 1 km', [-33.856784, 151.215297], 7, 660],
    ['Tromsø, 8 km', [69.6492, 18.9553], 5, 5280],
    ['Fiji on the date line, 20 km', [-16.8, 179.999], 4, 13200],
    ['the date line, the other way', [51.9, -179.9999], 5, 3000],
    ['the north pole', [90, 0], 4, 10000],
    ['beside the south pole', [-89.999, 120], 5, 3000],
    ['a pentagon, from a vertex', [pentagonVertex[0], pentagonVertex[1]], 4, 8000],
  ])('%s', (_, centre, resolution, sigmaM) => {
    const draws = 40_000
    const cell = latLngToCell(centre[0], centre[1], resolution)
    const mass = massInside(cellToBoundary(cell), centre, sigmaM)
    // Four standard errors of the draws: at most 0.01.
    const error = 4 * Math.sqrt((mass * (1 - mass)) / draws)
    expect(mass).toBeGreaterThan(0.05)
    expect(Math.abs(mass - shareInCell(centre, resolution, sigmaM, draws))).toBeLessThan(error)
  })
})
