import { describe, expect, test } from 'vitest'
import { mergePlaces, type Place, parsePlace, toGeolocation } from './place'

const from = { source: 'sample', asOf: 1_790_000_000_000, licence: 'CC0' }
const other = { source: 'other', asOf: 1_780_000_000_000, licence: 'CC0' }

const geolocation = (value: string) => {
  const { from: _, ...fields } = toGeolocation(parsePlace(value, from))
  return fields
}

describe('the value of a geo file', () => {
  test('a city has names, the usual radius and the zone at its coordinates', () => {
    expect(geolocation('US\tCalifornia\tMountain View\t37.4\t-122.1\t\t94043')).toEqual({
      countryCode: 'US',
      countryName: 'United States',
      continentCode: 'NA',
      continentName: 'North America',
      city: 'Mountain View',
      latitude: 37.4,
      longitude: -122.1,
      accuracyRadius: 20,
      timezone: 'America/Los_Angeles',
      postalCode: '94043',
    })
  })

  test('a region alone is placed within 200 km, a country within 1000', () => {
    expect(geolocation('US\tTexas\t\t31.0\t-100.0\t\t')).toMatchObject({
      accuracyRadius: 200,
      timezone: 'America/Chicago',
    })
    expect(geolocation('FR\t\t\t\t\t\t')).toEqual({
      countryCode: 'FR',
      countryName: 'France',
      continentCode: 'EU',
      continentName: 'Europe',
      accuracyRadius: 1000,
      // The only zone of France in tzdata's zone.tab.
      timezone: 'Europe/Paris',
    })
  })

  test('the middle of a country with several zones gives none', () => {
    expect(geolocation('US\t\t\t39.8\t-98.6\t\t')).not.toHaveProperty('timezone')
    expect(geolocation('US\t\t\t\t\t\t')).not.toHaveProperty('timezone')
  })

  test('a zone that the source gives stands', () => {
    expect(geolocation('US\t\tX\t37.4\t-122.1\tAmerica/Denver\t').timezone).toBe('America/Denver')
  })

  test.each([
    ['', {}],
    ['ZZ\t\t\t\t\t\t', {}],
    ['us', {}],
    ['\t\t\t91\t0\t\t', {}],
    ['\t\t\t1\t\t\t', {}],
    ['\t\t\tx\ty\t\t', {}],
    ['\t\t\tNaN\tInfinity\t\t', {}],
  ])('%j says nothing', (value, expected) => {
    expect(geolocation(value)).toEqual(expected)
  })
})

describe('two sources', () => {
  const country: Place = { countryCode: 'US', latitude: 39.8, longitude: -98.6, from }
  const city: Place = {
    countryCode: 'US',
    city: 'Reno',
    latitude: 39.5,
    longitude: -119.8,
    from: other,
  }

  test('the second fills what the first left open', () => {
    const merged = mergePlaces({ countryCode: 'US', city: 'Reno', postalCode: '89501', from }, city)
    expect(merged).toEqual({ ...city, postalCode: '89501', from })
  })

  test('a city takes the place of a country with its position', () => {
    expect(mergePlaces({ ...country, accuracyRadius: 1000 }, city)).toEqual(city)
  })

  test('another country or city is not mixed in', () => {
    expect(mergePlaces(country, { ...city, countryCode: 'CA' })).toBe(country)
    expect(mergePlaces(country, { city: 'Reno', from: other })).toBe(country)
    const first: Place = { countryCode: 'US', city: 'Las Vegas', from }
    expect(mergePlaces(first, city)).toBe(first)
  })

  test('a radius stays with its position', () => {
    const first: Place = { countryCode: 'US', latitude: 1, longitude: 2, from }
    expect(mergePlaces(first, { ...first, accuracyRadius: 5, from: other })).toEqual(first)
  })
})
