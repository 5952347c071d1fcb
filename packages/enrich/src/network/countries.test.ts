import { expect, test } from 'vitest'
import { findCountry } from './countries'
import { countryRows } from './country-data'

test('there are the 249 countries of ISO 3166-1, and Kosovo', () => {
  const codes = countryRows.map(([code]) => code)
  expect(new Set(codes).size).toBe(250)
  expect(codes.filter((code) => code !== 'XK')).toHaveLength(249)
  for (const code of codes) expect(code).toMatch(/^[A-Z]{2}$/)
})

test('every code is a region that the runtime knows too', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  for (const [code] of countryRows) expect(names.of(code), code).toBeDefined()
})

test('every zone is a zone', () => {
  for (const [code, , , zone] of countryRows) {
    if (zone) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), code).not.toThrow()
  }
})

test.each([
  ['DE', 'Germany', 'EU', 'Europe', undefined],
  // GeoNames counts it to Europe, the UN to Asia.
  ['CY', 'Cyprus', 'EU', 'Europe', undefined],
  ['JP', 'Japan', 'AS', 'Asia', 'Asia/Tokyo'],
  ['BR', 'Brazil', 'SA', 'South America', undefined],
  ['MX', 'Mexico', 'NA', 'North America', undefined],
  ['NG', 'Nigeria', 'AF', 'Africa', 'Africa/Lagos'],
  ['AU', 'Australia', 'OC', 'Oceania', undefined],
  ['AQ', 'Antarctica', 'AN', 'Antarctica', undefined],
])('%s is %s', (code, name, continentCode, continentName, timezone) => {
  expect(findCountry(code)).toEqual({
    name,
    continentCode,
    continentName,
    ...(timezone && { timezone }),
  })
})

test.each(['ZZ', 'EU', 'de', '', 'constructor'])('%j is no country', (code) => {
  expect(findCountry(code)).toBeUndefined()
})
