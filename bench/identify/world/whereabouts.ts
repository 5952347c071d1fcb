import { worldParameters } from '../world-parameters'
import type { Addresses, Place } from './addresses'
import type { Draw } from './draw'

const { network } = worldParameters

/** From where a browser comes, visit by visit. */
export interface Whereabouts {
  addressAt(visit: { at: number; trip?: number }, draw: Draw): string
}

export interface WhereaboutsOptions {
  readonly browser: string
  readonly isMobile: boolean
  readonly home: Place
  /** The office or shared address this browser often comes from, with the share of its visits. */
  readonly office?: { readonly place: Place; readonly visitShare: number }
  readonly addresses: Addresses
  readonly draw: Draw
}

export function createWhereabouts(options: WhereaboutsOptions): Whereabouts {
  const { browser, isMobile, home, office, addresses, draw } = options
  const carrier = addresses.carrier(draw)
  const vpn = draw.chance(network.vpnShare) ? addresses.vpn(draw) : undefined
  const hotels = new Map<number, Place>()
  const hotelOf = (trip: number): Place => {
    const known = hotels.get(trip) ?? addresses.hotel(draw)
    hotels.set(trip, known)
    return known
  }
  const choose = (trip: number | undefined, visit: Draw): Place => {
    if (vpn && visit.chance(network.vpnVisitShare)) return vpn
    if (isMobile && visit.chance(network.mobileVisitShare)) return carrier
    if (trip !== undefined) return hotelOf(trip)
    if (office && visit.chance(office.visitShare)) return office.place
    return home
  }
  return { addressAt: ({ at, trip }, visit) => choose(trip, visit).addressAt(at, browser) }
}
