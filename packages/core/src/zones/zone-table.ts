import { zoneRows } from './zone-data'

interface ZoneTable {
  /** Any name of a zone to the one it is listed under. */
  readonly canonical: ReadonlyMap<string, string>
  readonly countries: ReadonlyMap<string, readonly string[]>
  /** Country to the zones that `zone.tab` lists for it. */
  readonly zones: ReadonlyMap<string, readonly string[]>
}

/** Read when it is first asked for: most programs that import this room never ask. */
let table: ZoneTable | undefined

/**
 * The one name that stands for all names of a zone: `Europe/Kyiv` for itself and for `Europe/Kiev`,
 * the older one that Chromium's ICU reports (78.2). Names that tzdata only links across a border
 * stay apart: `Europe/Oslo` is not `Europe/Berlin`.
 *
 * @param name spelled as IANA does, capitals too
 * @returns undefined for what is no name of tzdata
 */
export function normalizeZone(name: string): string | undefined {
  return zoneTable().canonical.get(name)
}

/**
 * Countries (ISO 3166-1 alpha-2) whose clocks a zone keeps, its own first. Several where tzdata
 * holds their clocks to be the same since 1970.
 *
 * @param zone any name of it
 * @returns empty for zones that are no place, such as `UTC` and `EST5EDT`, and for unknown names
 */
export function countriesOf(zone: string): readonly string[] {
  const { canonical, countries } = zoneTable()
  return countries.get(canonical.get(zone) ?? '') ?? []
}

/**
 * The zones inside a country, without those that merely keep the same time.
 *
 * @param countryCode ISO 3166-1 alpha-2, in capitals
 * @returns empty for an unknown country
 */
export function zonesOf(countryCode: string): readonly string[] {
  return zoneTable().zones.get(countryCode) ?? []
}

function zoneTable(): ZoneTable {
  table ??= readRows(zoneRows)
  return table
}

function readRows(rows: string): ZoneTable {
  const canonical = new Map<string, string>()
  const countries = new Map<string, readonly string[]>()
  const zones = new Map<string, string[]>()
  for (const row of rows.trim().split('\n')) {
    const [zone = '', codes = '-', ...links] = row.split(' ')
    for (const name of [zone, ...links]) canonical.set(name, zone)
    if (codes === '-') continue
    const known = codes.split(',')
    countries.set(zone, known)
    const [home = ''] = known
    zones.set(home, [...(zones.get(home) ?? []), zone])
  }
  return { canonical, countries, zones }
}
