import { offsetAt } from './offset-at'
import { countriesOf, normalizeZone, zonesOf } from './zone-table'

/** What a browser says about its clock, and what data files say about its address. */
export interface ZonePair {
  /** As the browser sent it. */
  readonly browserZone: string | undefined
  /** Country of the address, ISO 3166-1 alpha-2 in capitals. */
  readonly countryCode: string | undefined
  /** IANA zone of the address; only `strictZones` uses it. */
  readonly ipZone?: string | undefined
  /** The place of the address is known to the city, not only to the country. */
  readonly hasCity: boolean
  /** When, Unix ms. */
  readonly at: number
  /** The browser is built on Gecko. */
  readonly isGecko: boolean
  /**
   * Also compares clocks within a country. Free city data name the wrong zone in up to a quarter of
   * the cases in countries with many.
   *
   * @default false
   */
  readonly strictZones?: boolean
}

/** Whether the browser's zone and the address belong together, and what decided. */
export type ZoneComparison =
  | {
      readonly isMismatch: false
      readonly degree?: never
      readonly reason: 'same_country' | 'no_country_in_zone' | 'unknown_country' | 'masked_zone'
    }
  | {
      readonly isMismatch: true
      /** `major`: the clocks are three hours or more apart. */
      readonly degree: 'major' | 'minor'
      readonly reason: 'other_country' | 'other_offset'
    }

const majorMinutes = 3 * 60
const strictMinutes = 2 * 60

/** What Firefox reports anywhere with resistFingerprinting (checked in 153), so Tor Browser too. */
const maskedZone = 'Atlantic/Reykjavik'

/**
 * Compares the country of a browser's time zone with the country of its address. Equal clocks do
 * not make up for another country; what is missing or unknown is no mismatch.
 */
export function compareZone(pair: ZonePair): ZoneComparison {
  const zone = normalizeZone(pair.browserZone ?? '')
  const countries = zone === undefined ? [] : countriesOf(zone)
  if (zone === undefined || countries.length === 0) return fits('no_country_in_zone')

  const zones = zonesOf(pair.countryCode ?? '')
  if (pair.countryCode === undefined || zones.length === 0) return fits('unknown_country')

  if (countries.includes(pair.countryCode)) return compareWithinCountry(zone, pair)
  if (zone === maskedZone && pair.isGecko) return fits('masked_zone')
  const degree = isMajor(zone, zones, pair.at) ? 'major' : 'minor'
  return { isMismatch: true, degree, reason: 'other_country' }
}

function fits(reason: (ZoneComparison & { isMismatch: false })['reason']): ZoneComparison {
  return { isMismatch: false, reason }
}

function compareWithinCountry(zone: string, pair: ZonePair): ZoneComparison {
  const { ipZone, hasCity, at, strictZones = false } = pair
  const other = strictZones && hasCity ? normalizeZone(ipZone ?? '') : undefined
  const difference = other === undefined ? undefined : minutesApart(zone, other, at)
  return difference !== undefined && difference >= strictMinutes
    ? { isMismatch: true, degree: 'minor', reason: 'other_offset' }
    : fits('same_country')
}

/** No zone of the country comes near. Without any known clock it is not said to be major. */
function isMajor(zone: string, zones: readonly string[], at: number): boolean {
  const differences = zones
    .map((other) => minutesApart(zone, other, at))
    .filter((difference) => difference !== undefined)
  return differences.length > 0 && Math.min(...differences) >= majorMinutes
}

function minutesApart(zone: string, other: string, at: number): number | undefined {
  const offset = offsetAt(zone, at)
  const otherOffset = offsetAt(other, at)
  if (offset === undefined || otherOffset === undefined) return undefined
  return Math.abs(offset - otherOffset)
}
