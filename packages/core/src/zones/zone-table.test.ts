import { describe, expect, test } from 'vitest'
import { tzdataVersion, zoneRows } from './zone-data'
import { countriesOf, normalizeZone, zonesOf } from './zone-table'

const rows = zoneRows
  .trim()
  .split('\n')
  .map((row) => row.split(' '))
const names = rows.flatMap(([zone = '', , ...links]) => [zone, ...links])
const countries = [...new Set(rows.flatMap(([, codes = '']) => codes.split(',')))].filter(
  (code) => code !== '-',
)

/** The name that the runtime's own table, which is CLDR's, has for a zone. */
function nameInCldr(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    // Newer than the runtime's table, or `Factory`, which it leaves out.
    return undefined
  }
}

/** Zones of a country after CLDR. V8 has them as `timeZones`, newer ones as `getTimeZones()`. */
function zonesInCldr(country: string): string[] {
  const locale: unknown = new Intl.Locale(`und-${country}`)
  // TypeScript's library has neither of the two.
  const { timeZones, getTimeZones } = locale as {
    timeZones?: string[]
    getTimeZones?: () => string[]
  }
  return getTimeZones?.call(locale) ?? timeZones ?? []
}

describe('normalizeZone', () => {
  test.each([
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['Asia/Rangoon', 'Asia/Yangon'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['America/Godthab', 'America/Nuuk'],
    ['America/Indianapolis', 'America/Indiana/Indianapolis'],
    ['America/Coral_Harbour', 'America/Atikokan'],
    ['Atlantic/Faeroe', 'Atlantic/Faroe'],
    ['Pacific/Truk', 'Pacific/Chuuk'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['GB', 'Europe/London'],
    ['UTC', 'Etc/UTC'],
  ])('takes %s for %s', (name, zone) => {
    expect(normalizeZone(name)).toBe(zone)
    expect(normalizeZone(zone)).toBe(zone)
  })

  test('knows every zone that the runtime can report', () => {
    const unknown = Intl.supportedValuesOf('timeZone').filter((zone) => !normalizeZone(zone))
    expect(unknown).toEqual([])
  })

  test('holds the same names to be one zone as CLDR does', () => {
    const apart = names.flatMap((name) => {
      const cldr = nameInCldr(name)
      // CLDR has no GMT beside UTC, and puts rules such as EST5EDT into cities.
      if (cldr === undefined || countriesOf(name).length === 0) return []
      return normalizeZone(name) === normalizeZone(cldr) ? [] : [[name, cldr]]
    })
    expect(apart).toEqual([])
  })

  test('has every name once', () => {
    expect(new Set(names).size).toBe(names.length)
    // tzdata 2026b: 418 places, 28 of Etc, 11 System V rules, Factory.
    expect(tzdataVersion).toBe('2026b')
    expect(rows).toHaveLength(458)
  })

  test.each([
    '',
    ' ',
    'europe/berlin',
    'EUROPE/BERLIN',
    'Europe/Berlin\n',
    'Europe',
    'Mars/Olympus_Mons',
    'Etc/Unknown',
    '+05:30',
    '-',
    'DE',
    '__proto__',
    'constructor',
    'x'.repeat(100_000),
  ])('does not know %j', (name) => {
    expect(normalizeZone(name)).toBeUndefined()
    expect(countriesOf(name)).toEqual([])
  })
})

describe('countriesOf', () => {
  test.each([
    ['Europe/Oslo', ['NO']],
    ['Europe/Stockholm', ['SE']],
    ['Europe/Copenhagen', ['DK']],
    ['Europe/Amsterdam', ['NL']],
    ['Europe/Bratislava', ['SK']],
    ['Atlantic/Reykjavik', ['IS']],
    ['Iceland', ['IS']],
    ['Africa/Timbuktu', ['ML']],
    ['Atlantic/Jan_Mayen', ['SJ']],
    ['Antarctica/South_Pole', ['AQ']],
    ['America/Virgin', ['VI']],
    ['Pacific/Yap', ['FM']],
  ])('keeps %s in its country, whatever tzdata links it to', (zone, expected) => {
    expect(countriesOf(zone)).toEqual(expected)
  })

  test('names all countries that share a clock, the own one first', () => {
    expect(countriesOf('Europe/Prague')).toEqual(['CZ', 'SK'])
    expect(countriesOf('Asia/Kolkata')).toEqual(['IN'])
    expect(countriesOf('Asia/Calcutta')).toEqual(['IN'])
    expect(countriesOf('Europe/Zurich')).toEqual(['CH', 'DE', 'LI'])
  })

  test.each(['UTC', 'GMT', 'Zulu', 'Etc/GMT+5', 'Etc/GMT-14', 'EST', 'EST5EDT', 'CET', 'Factory'])(
    'knows %s, which is no place',
    (zone) => {
      expect(normalizeZone(zone)).toBeDefined()
      expect(countriesOf(zone)).toEqual([])
    },
  )
})

describe('zonesOf', () => {
  test('lists for every country the zones that CLDR lists', () => {
    expect(countries).toHaveLength(247)
    const different = countries.filter((country) => {
      const known = zonesInCldr(country).map((zone) => normalizeZone(zone))
      const missing = zonesOf(country).filter((zone) => !known.includes(zone))
      // What the runtime's table is too old for is not CLDR's opinion.
      return known.some((zone) => zone === undefined || !zonesOf(country).includes(zone))
        ? true
        : missing.some((zone) => nameInCldr(zone) !== undefined)
    })
    expect(different).toEqual([])
  })

  test('leaves out zones that only keep the same time', () => {
    expect(zonesOf('SK')).toEqual(['Europe/Bratislava'])
    expect(zonesOf('US')).toHaveLength(29)
    expect(zonesOf('AU')).not.toContain('Asia/Tokyo')
  })

  test.each(['', 'us', 'XX', 'USA', '-', '__proto__'])('knows no country %j', (code) => {
    expect(zonesOf(code)).toEqual([])
  })
})
