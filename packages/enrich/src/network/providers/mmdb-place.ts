import type { Provenance } from '@whorl/core'
import { findCountry } from '../countries'
import { type Place, toPosition } from '../place'
import { child, englishName, isRecord, type MmdbRecord, numberOf, textOf } from './record'

/**
 * The place in a record: nested as in MaxMind's City, Country and Enterprise (and what IP2Location
 * converts to that form), or flat as in ip-location-db's DB-IP files, IPinfo's and IP2Location's.
 */
export function readPlace(record: MmdbRecord, from: Provenance): Place | undefined {
  const place = isRecord(record.country) ? readNested(record, from) : readFlat(record, from)
  return place.countryCode || place.latitude !== undefined ? place : undefined
}

function readNested(record: MmdbRecord, from: Provenance): Place {
  const location = child(record, 'location')
  return compact({
    countryCode: countryCode(textOf(child(record, 'country'), 'iso_code')),
    ...readSubdivisions(record.subdivisions),
    city: englishName(child(record, 'city')),
    ...toPosition(location.latitude, location.longitude),
    accuracyRadius: numberOf(location, 'accuracy_radius'),
    timezone: zoneOf(textOf(location, 'time_zone')),
    postalCode: textOf(child(record, 'postal'), 'code'),
    from,
  })
}

/** Those without a code (DB-IP's) give the name of the region only. */
function readSubdivisions(value: unknown): Partial<Place> {
  const entries = Array.isArray(value) ? value.filter(isRecord) : []
  const named = entries.flatMap((entry) => {
    const isoCode = textOf(entry, 'iso_code')
    const name = englishName(entry)
    return isoCode && name ? [{ isoCode, name }] : []
  })
  const regionName = entries[0] && englishName(entries[0])
  return {
    ...(named.length > 0 && { subdivisions: named }),
    ...(regionName && { regionName }),
  }
}

function readFlat(record: MmdbRecord, from: Provenance): Place {
  const regionName = textOf(record, 'state1', 'region', 'region_name')
  const isoCode = textOf(record, 'region_code')
  return compact({
    countryCode: countryCode(textOf(record, 'country_code', 'country')),
    regionName,
    subdivisions: regionName && isoCode ? [{ isoCode, name: regionName }] : undefined,
    city: textOf(record, 'city', 'city_name'),
    ...toPosition(numberOf(record, 'latitude', 'lat'), numberOf(record, 'longitude', 'lng', 'lon')),
    accuracyRadius: numberOf(record, 'radius', 'accuracy_radius'),
    timezone: zoneOf(textOf(record, 'timezone', 'time_zone')),
    postalCode: textOf(record, 'postcode', 'postal_code', 'postal', 'zip_code'),
    from,
  })
}

/** Codes that mean "somewhere" (`ZZ`, `EU`) are no country. */
function countryCode(text: string | undefined): string | undefined {
  return text !== undefined && findCountry(text) ? text : undefined
}

/** IP2Location writes an offset such as `-08:00` in the same place. */
function zoneOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Z][A-Za-z_]+\/[\w+\-/]+$/.test(text) ? text : undefined
}

type Loose<Value> = { [Key in keyof Value]: Value[Key] | undefined }

function compact(place: Loose<Place> & { readonly from: Provenance }): Place {
  const entries = Object.entries(place).filter(([, value]) => value !== undefined)
  // Only undefined values were taken out, which are not allowed where the type is optional.
  return Object.fromEntries(entries) as unknown as Place
}
