import type { Facts } from '../facts'
import { compareZone, type ZoneComparison } from '../zones/compare-zone'
import { clientAddressFacts } from './client-address'
import { shownEngine } from './console-cues'
import { readText } from './read-fields'

/** Compares the browser's time zone with the country of its address. */
export function comparePlace(facts: Facts): ZoneComparison {
  const geolocation = clientAddressFacts(facts)?.geolocation
  return compareZone({
    browserZone: readText(facts, 'timezone'),
    countryCode: geolocation?.countryCode,
    ipZone: geolocation?.timezone,
    hasCity: geolocation?.city !== undefined,
    at: facts.now,
    isGecko: shownEngine(facts) === 'gecko',
    strictZones: facts.network.strictZones ?? false,
  })
}
