import tzLookup from '@photostructure/tz-lookup'
import type { Geolocation, Provenance } from '@whorl/core'
import { findCountry } from './countries'

/** What one source says about the place of an address. */
export interface Place {
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly countryCode?: string
  readonly regionName?: string
  readonly subdivisions?: readonly { readonly isoCode: string; readonly name: string }[]
  readonly city?: string
  readonly latitude?: number
  readonly longitude?: number
  /** Kilometres, if the source has it. */
  readonly accuracyRadius?: number
  /** IANA name. */
  readonly timezone?: string
  readonly postalCode?: string
  readonly from: Provenance
}

/** The value of a `geo` file: seven fields between tabs, empty when unknown. */
export function parsePlace(value: string, from: Provenance): Place {
  const [country = '', region, city, latitude, longitude, timezone, postalCode] = value.split('\t')
  // Assigned one by one: this runs at every look-up, and spread objects kept the collector busy.
  const place: Writable<Place> = { from }
  if (findCountry(country)) place.countryCode = country
  if (region) place.regionName = region
  if (city) place.city = city
  const position = toPosition(latitude, longitude)
  if (position) {
    place.latitude = position.latitude
    place.longitude = position.longitude
  }
  if (timezone) place.timezone = timezone
  if (postalCode) place.postalCode = postalCode
  return place
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** Both coordinates in degrees, or none: half a position is no position. */
export function toPosition(
  latitude: unknown,
  longitude: unknown,
): { latitude: number; longitude: number } | undefined {
  const north = toNumber(latitude)
  const east = toNumber(longitude)
  if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return undefined
  // Four decimals are 11 m, finer than any address can be placed; floats bring many more.
  return { latitude: Math.round(north * 1e4) / 1e4, longitude: Math.round(east * 1e4) / 1e4 }
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

/**
 * Fills what the first source left open from the next. Sources that name different countries or
 * cities are not mixed: the result would be a place that neither means.
 */
export function mergePlaces(first: Place | undefined, next: Place | undefined): Place | undefined {
  if (!first || !next) return first ?? next
  if (first.countryCode && next.countryCode !== first.countryCode) return first
  if (!first.city && next.city) return refined(first, next)
  if (first.city && next.city && first.city !== next.city) return first
  const { accuracyRadius, ...rest } = next
  // A radius belongs to the position it was given with.
  const isFirstPosition = first.latitude !== undefined
  const radius = isFirstPosition || accuracyRadius === undefined ? {} : { accuracyRadius }
  return { ...rest, ...radius, ...first }
}

/** The position and radius of a whole country do not fit a city in it. */
function refined({ regionName, subdivisions, timezone }: Place, finer: Place): Place {
  return {
    ...(regionName && { regionName }),
    ...(subdivisions && { subdivisions }),
    ...(timezone && { timezone }),
    ...finer,
  }
}

/** Radii for sources that give none; never finer than free data can be. */
const cityRadiusKm = 20
const regionRadiusKm = 200
const countryRadiusKm = 1000

/** The answer's form: names added, the radius and the zone derived where the source has none. */
export function toGeolocation(place: Place): Geolocation {
  const { regionName: _, ...rest } = place
  const geolocation: Writable<Geolocation> = rest
  const country = place.countryCode === undefined ? undefined : findCountry(place.countryCode)
  if (country) {
    geolocation.countryName = country.name
    geolocation.continentCode = country.continentCode
    geolocation.continentName = country.continentName
  }
  const accuracyRadius = place.accuracyRadius ?? usualRadius(place)
  if (accuracyRadius !== undefined) geolocation.accuracyRadius = accuracyRadius
  const timezone = place.timezone ?? country?.timezone ?? zoneAt(place, accuracyRadius)
  if (timezone !== undefined) geolocation.timezone = timezone
  return geolocation
}

function usualRadius({ city, regionName, subdivisions, countryCode }: Place): number | undefined {
  if (city) return cityRadiusKm
  if (regionName || subdivisions?.length) return regionRadiusKm
  return countryCode ? countryRadiusKm : undefined
}

/** The middle of a country says nothing about which of its zones. */
function zoneAt(place: Place, accuracyRadius: number | undefined): string | undefined {
  const { latitude, longitude } = place
  if (latitude === undefined || longitude === undefined) return undefined
  if (accuracyRadius !== undefined && accuracyRadius >= countryRadiusKm) return undefined
  return tzLookup(latitude, longitude)
}
