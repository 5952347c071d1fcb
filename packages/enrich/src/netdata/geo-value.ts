/** The fields of a place as a `geo` table keeps them; '' where unknown. */
export interface PlaceFields {
  readonly countryCode: string
  readonly regionName: string
  readonly city: string
  /** Degrees. */
  readonly latitude: number | undefined
  readonly longitude: number | undefined
  readonly timezone: string
  readonly postalCode: string
}

/** The text of a place in a `geo` table: seven fields between tabs. */
export function toGeoValue(place: PlaceFields): string {
  const { countryCode, regionName, city, latitude, longitude, timezone, postalCode } = place
  const texts = [countryCode, regionName, city, rounded(latitude), rounded(longitude)]
  return [...texts, timezone, postalCode].map(plain).join('\t')
}

/**
 * Reads a record of a city or country file: flat (ip-location-db) or nested (MaxMind's shape, which
 * DB-IP uses too). `undefined` when it names no country.
 */
export function toPlaceFields(record: unknown): PlaceFields | undefined {
  const flat = membersOf(record)
  const location = membersOf(flat.location)
  const country = membersOf(flat.country)
  const [region] = Array.isArray(flat.subdivisions) ? flat.subdivisions : []
  const countryCode = textOf(flat.country_code) || textOf(country.iso_code)
  if (!/^[A-Z]{2}$/.test(countryCode)) return undefined
  return {
    countryCode,
    regionName: textOf(flat.state1) || englishName(region),
    city: textOf(flat.city) || englishName(flat.city),
    latitude: degrees(flat.latitude ?? location.latitude, 90),
    longitude: degrees(flat.longitude ?? location.longitude, 180),
    timezone: textOf(flat.timezone) || textOf(location.time_zone),
    postalCode: textOf(flat.postcode) || textOf(membersOf(flat.postal).code),
  }
}

function membersOf(value: unknown): Record<string, unknown> {
  // Any member of any value may be asked for; absent ones are undefined.
  return Object(value) as Record<string, unknown>
}

function englishName(value: unknown): string {
  return textOf(membersOf(membersOf(value).names).en)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function degrees(value: unknown, max: number): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= max ? value : undefined
}

/** A city is known to 20 km at best, and a tenth of a degree is 11 km. */
function rounded(value: number | undefined): string {
  // `+ 0` turns the -0 of small negative numbers into 0.
  return value === undefined ? '' : String(Math.round(value * 10) / 10 + 0)
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
