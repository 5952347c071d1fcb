import { describe, expect, test } from 'vitest'
import { toGeoValue, toPlaceFields } from './geo-value'

function geoValue(record: unknown): string | undefined {
  const place = toPlaceFields(record)
  return place && toGeoValue(place)
}

describe('a record', () => {
  test('may be flat, as in the npm packages', () => {
    const record = {
      country_code: 'AU',
      state1: 'Queensland',
      state2: '',
      city: 'South Brisbane',
      latitude: -27.476699829101562,
      longitude: 153.01699829101562,
      postcode: '',
      timezone: '',
    }
    expect(geoValue(record)).toBe('AU\tQueensland\tSouth Brisbane\t-27.5\t153\t\t')
  })

  test("may be nested, as in DB-IP's own file", () => {
    const record = {
      city: { names: { en: 'Zug', de: 'Zug' } },
      country: { iso_code: 'CH', names: { en: 'Switzerland' } },
      location: { latitude: 47.1724, longitude: 8.5173, time_zone: 'Europe/Zurich' },
      subdivisions: [{ names: { en: 'Zug' } }],
      postal: { code: '6300' },
    }
    expect(geoValue(record)).toBe('CH\tZug\tZug\t47.2\t8.5\tEurope/Zurich\t6300')
  })

  test('may know the country only', () => {
    expect(geoValue({ country_code: 'DE' })).toBe('DE\t\t\t\t\t\t')
  })

  test.each([[undefined], [null], ['x'], [{}], [{ country_code: 'Germany' }], [{ country: [] }]])(
    'without a country says nothing: %j',
    (record) => {
      expect(geoValue(record)).toBeUndefined()
    },
  )

  test('with hostile texts and numbers keeps its fields apart', () => {
    const record = {
      country_code: 'DE',
      state1: 'a\tb\nc',
      city: 5,
      latitude: 4000,
      longitude: Number.NaN,
    }
    expect(geoValue(record)).toBe('DE\ta b c\t\t\t\t\t')
  })

  test('near the equator has no minus zero', () => {
    expect(geoValue({ country_code: 'GA', latitude: -0.01, longitude: 0 })).toBe('GA\t\t\t0\t0\t\t')
  })
})
