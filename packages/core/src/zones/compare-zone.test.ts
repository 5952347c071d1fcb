import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareZone, type ZonePair } from './compare-zone'
import { zoneRows } from './zone-data'
import { countriesOf, zonesOf } from './zone-table'

const january = Date.UTC(2026, 0, 15)
const july = Date.UTC(2026, 6, 15)

function compare(browserZone: string | undefined, countryCode?: string, more?: Partial<ZonePair>) {
  return compareZone({
    browserZone,
    countryCode,
    hasCity: false,
    at: january,
    isGecko: false,
    ...more,
  })
}

const zones = zoneRows
  .trim()
  .split('\n')
  .map((row) => row.split(' ')[0] ?? '')
const places = zones.filter((zone) => countriesOf(zone).length > 0)
const countries = [...new Set(places.flatMap(countriesOf))]

describe('the same country', () => {
  test('every zone fits every country of its own, with any engine', () => {
    const misfits = places.flatMap((zone) =>
      countriesOf(zone)
        .flatMap((code) => [compare(zone, code), compare(zone, code, { isGecko: true })])
        .filter(({ isMismatch, reason }) => isMismatch || reason !== 'same_country'),
    )
    expect(places.length).toBeGreaterThan(400)
    expect(misfits).toEqual([])
  })

  test('any zone of a country fits it at any time, whatever zone the address is said to have', () => {
    const someCountry = fc.constantFrom(...countries)
    fc.assert(
      fc.property(
        someCountry.chain((code) => fc.tuple(fc.constant(code), fc.constantFrom(...zonesOf(code)))),
        fc.option(fc.constantFrom(...zones), { nil: undefined }),
        fc.boolean(),
        fc.boolean(),
        fc.double(),
        ([code, zone], ipZone, hasCity, isGecko, at) => {
          const result = compare(zone, code, { ipZone, hasCity, isGecko, at })
          expect(result).toEqual({ isMismatch: false, reason: 'same_country' })
        },
      ),
    )
  })

  test.each([
    ['Europe/Kiev', 'UA'],
    ['Europe/Kyiv', 'UA'],
    ['Asia/Calcutta', 'IN'],
    ['Asia/Kolkata', 'IN'],
    ['Europe/Berlin', 'DE'],
    ['Europe/Oslo', 'NO'],
    ['Atlantic/Reykjavik', 'IS'],
    ['Pacific/Honolulu', 'US'],
  ])('%s fits %s by all its names', (zone, code) => {
    expect(compare(zone, code)).toEqual({ isMismatch: false, reason: 'same_country' })
  })
})

describe('another country', () => {
  test.each([
    ['Europe/Prague', 'DE', 'minor', 'the same clock'],
    ['Europe/Oslo', 'DE', 'minor', 'the same clock, and a link in tzdata'],
    ['Europe/Kiev', 'PL', 'minor', '1 hour'],
    ['Asia/Kathmandu', 'IN', 'minor', '15 minutes'],
    ['Asia/Kabul', 'IN', 'minor', '1 hour'],
    ['Asia/Tehran', 'DE', 'minor', '2 hours 30 minutes in January'],
    ['Asia/Tehran', 'GB', 'major', '3 hours 30 minutes'],
    ['Europe/Moscow', 'IS', 'major', '3 hours exactly'],
    ['Asia/Kolkata', 'DE', 'major', '4 hours 30 minutes'],
    ['America/New_York', 'DE', 'major', '6 hours'],
    ['Pacific/Kiritimati', 'US', 'major', '24 hours: the same clock on another day'],
  ])('%s on an address of %s is a %s mismatch: %s', (zone, code, degree) => {
    expect(compare(zone, code)).toEqual({ isMismatch: true, degree, reason: 'other_country' })
  })

  test('the nearest zone of the country decides', () => {
    // Kaliningrad is an hour from Warsaw, Kamchatka eleven.
    expect(compare('Europe/Warsaw', 'RU').degree).toBe('minor')
    expect(compare('Asia/Tokyo', 'RU').degree).toBe('minor')
    expect(compare('America/New_York', 'RU').degree).toBe('major')
  })

  test('the clocks count as they stand at the moment of the visit', () => {
    // From Cape Verde (UTC-1, no summer time) to Helsinki: 3 hours in winter, 4 in summer; to
    // Berlin: 2 and 3.
    expect(compare('Atlantic/Cape_Verde', 'DE', { at: january }).degree).toBe('minor')
    expect(compare('Atlantic/Cape_Verde', 'DE', { at: july }).degree).toBe('major')
    expect(compare('Atlantic/Cape_Verde', 'FI', { at: january }).degree).toBe('major')
  })

  test('without a readable clock it is not called major', () => {
    const result = compare('America/New_York', 'DE', { at: Number.NaN })
    expect(result).toEqual({ isMismatch: true, degree: 'minor', reason: 'other_country' })
  })

  test('never depends on the zone of the address', () => {
    const more = { ipZone: 'America/New_York', hasCity: true, strictZones: true }
    expect(compare('America/New_York', 'DE', more).reason).toBe('other_country')
    expect(compare('America/New_York', 'DE', more).degree).toBe('major')
  })
})

describe('no country to compare', () => {
  test.each([
    undefined,
    '',
    'UTC',
    'GMT',
    'Etc/UTC',
    'Etc/GMT+5',
    'EST',
    'Etc/Unknown',
    'europe/prague',
    '+02:00',
    '__proto__',
  ])('the zone %s says nothing', (zone) => {
    for (const code of ['DE', 'US', undefined])
      expect(compare(zone, code)).toEqual({ isMismatch: false, reason: 'no_country_in_zone' })
  })

  test.each([undefined, '', 'XX', 'de', 'EU', '__proto__'])(
    'the country %s says nothing',
    (code) => {
      for (const isGecko of [true, false]) {
        const result = compare('Atlantic/Reykjavik', code, { isGecko })
        expect(result).toEqual({ isMismatch: false, reason: 'unknown_country' })
      }
    },
  )

  test('any text at all gets an answer', () => {
    const text = fc.option(fc.string(), { nil: undefined })
    fc.assert(
      fc.property(text, text, text, fc.double(), (zone, code, ipZone, at) => {
        const more = { ipZone, at, hasCity: true, strictZones: true }
        expect(compare(zone, code, more).isMismatch).toBe(false)
      }),
    )
  })
})

describe('the zone that Firefox shows to hide the true one', () => {
  test('is no mismatch in a browser built on Gecko', () => {
    for (const zone of ['Atlantic/Reykjavik', 'Iceland'])
      expect(compare(zone, 'DE', { isGecko: true })).toEqual({
        isMismatch: false,
        reason: 'masked_zone',
      })
  })

  test('is one in any other browser', () => {
    const result = compare('Atlantic/Reykjavik', 'DE')
    expect(result).toEqual({ isMismatch: true, degree: 'minor', reason: 'other_country' })
  })

  test('excuses no other zone', () => {
    expect(compare('Africa/Abidjan', 'DE', { isGecko: true }).isMismatch).toBe(true)
  })
})

describe('strictZones', () => {
  const strict = { hasCity: true, strictZones: true }

  test('compares clocks within a country', () => {
    const result = compare('America/Los_Angeles', 'US', { ...strict, ipZone: 'America/New_York' })
    expect(result).toEqual({ isMismatch: true, degree: 'minor', reason: 'other_offset' })
  })

  test('lets less than two hours pass', () => {
    const hour = compare('America/Chicago', 'US', { ...strict, ipZone: 'America/New_York' })
    const two = compare('America/Denver', 'US', { ...strict, ipZone: 'America/New_York' })
    expect([hour.isMismatch, two.isMismatch]).toEqual([false, true])
  })

  test('looks at the moment of the visit', () => {
    // Phoenix has no summer time: two hours from New York in winter, three in summer; from
    // Chicago one and two.
    const more = { ...strict, ipZone: 'America/Chicago' }
    expect(compare('America/Phoenix', 'US', { ...more, at: january }).isMismatch).toBe(false)
    expect(compare('America/Phoenix', 'US', { ...more, at: july }).isMismatch).toBe(true)
  })

  test.each([
    ['it is off', { hasCity: true, ipZone: 'America/New_York' }],
    ['no city is known', { strictZones: true, hasCity: false, ipZone: 'America/New_York' }],
    ['the address has no zone', strict],
    ['the zone of the address is unknown', { ...strict, ipZone: 'Mars/Olympus_Mons' }],
    ['the moment is no time', { ...strict, ipZone: 'America/New_York', at: Number.NaN }],
  ])('does nothing when %s', (_, more) => {
    const result = compare('America/Los_Angeles', 'US', more)
    expect(result).toEqual({ isMismatch: false, reason: 'same_country' })
  })
})
