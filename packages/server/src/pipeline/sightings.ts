import type { AddressSightings } from '@whorl/core'

/** What came from each address within a day, in the memory of this process. */
export interface Sightings {
  /** `undefined` for an address that nobody came from. */
  find(workspaceId: string, ip: string, now: number): AddressSightings | undefined
  note(workspaceId: string, ip: string, sighting: Sighting): void
}

export interface Sighting {
  readonly visitorId: string
  /** Zone of a browser that belongs to another country than the address. */
  readonly foreignZone?: string | undefined
  /** Unix ms. */
  readonly at: number
}

const dayMs = 86_400_000
/** More are not told apart by any verdict. */
const visitorsMax = 50
const zonesMax = 10

interface Seen {
  readonly visitors: Map<string, number>
  readonly zones: Map<string, number>
}

/** @param addressesMax those that nobody came from for the longest time are forgotten first */
export function createSightings(addressesMax = 50_000): Sightings {
  const addresses = new Map<string, Seen>()
  return {
    find(workspaceId, ip, now) {
      const seen = addresses.get(`${workspaceId}|${ip}`)
      if (!seen) return undefined
      forget(seen.visitors, now)
      forget(seen.zones, now)
      if (seen.visitors.size === 0) return undefined
      const foreignSeenAt = Math.max(...seen.zones.values())
      return {
        visitors: seen.visitors.size,
        foreignZones: seen.zones.size,
        ...(seen.zones.size > 0 && { foreignSeenAt }),
      }
    },
    note(workspaceId, ip, { visitorId, foreignZone, at }) {
      const key = `${workspaceId}|${ip}`
      const seen = addresses.get(key) ?? { visitors: new Map(), zones: new Map() }
      // Written again, it stands last: the first of the map is the oldest.
      addresses.delete(key)
      addresses.set(key, seen)
      keepLast(seen.visitors, visitorId, at, visitorsMax)
      if (foreignZone !== undefined) keepLast(seen.zones, foreignZone, at, zonesMax)
      const [oldest] = addresses.keys()
      if (addresses.size > addressesMax && oldest !== undefined) addresses.delete(oldest)
    },
  }
}

function keepLast(times: Map<string, number>, name: string, at: number, max: number): void {
  times.delete(name)
  times.set(name, at)
  const [oldest] = times.keys()
  if (times.size > max && oldest !== undefined) times.delete(oldest)
}

/** Times may run backwards between requests: what lies ahead is kept. */
function forget(times: Map<string, number>, now: number): void {
  for (const [name, at] of times) if (at <= now - dayMs) times.delete(name)
}
