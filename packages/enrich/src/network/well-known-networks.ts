import type { AddressLabelName, NetworkType, Provenance } from '@whorl/core'
import {
  businessNetworks,
  hostingNetworks,
  type NetworkGroup,
  relayNetworks,
  vpnNetworks,
  wellKnownAsOf,
} from './well-known-networks-data'

export interface WellKnownNetwork {
  readonly use: 'hosting' | 'vpn' | 'relay' | 'business'
  /** The brand, such as `Hetzner`. */
  readonly name: string
}

/** What the number of a network can tell. */
export const labelsByOwner: readonly AddressLabelName[] = ['datacenter', 'vpn', 'relay']

export const wellKnownProvenance: Provenance = {
  source: 'whorl-well-known-networks',
  asOf: wellKnownAsOf,
  licence: 'Apache-2.0',
}

const networks: ReadonlyMap<string, WellKnownNetwork> = new Map([
  ...entriesOf('business', businessNetworks),
  ...entriesOf('hosting', hostingNetworks),
  ...entriesOf('vpn', vpnNetworks),
  ...entriesOf('relay', relayNetworks),
])

function entriesOf(use: WellKnownNetwork['use'], groups: readonly NetworkGroup[]) {
  return groups.flatMap(([name, asns]) =>
    asns.map((asn): [string, WellKnownNetwork] => [String(asn), { use, name }]),
  )
}

/** A network whose use is known by its number, written without `AS`. */
export function findWellKnownNetwork(asn: string): WellKnownNetwork | undefined {
  return networks.get(asn)
}

// Names of one country's language miss the others': what matches is likely, what does not is open.
const education =
  /\b(?:universit\w*|universidad\w*|hochschule|college|school|schools|polytechnic|institute of technology|academy of sciences|education)\b/i
const business =
  /\b(?:bank|banca|banco|banque|insurance|versicherung\w*|hospital|klinik\w*|airlines?|pharmaceuticals?|motor company|stock exchange)\b/i
const carrier =
  /\b(?:\w*tele?com\w*|\w*net|isp|broadband|cable|mobile|wireless|internet|communications?|fiber|fibre)\b/i

/**
 * The kind of a network. Hosting is known from numbers or lists; education and business are guessed
 * from the name; the rest are access providers. Absent when nothing is known.
 */
export function networkType({
  asn,
  name,
  isDatacenter,
}: {
  asn: string
  name?: string | undefined
  isDatacenter: boolean
}): NetworkType | undefined {
  const known = findWellKnownNetwork(asn)
  if (known) return known.use === 'business' ? 'business' : 'hosting'
  if (isDatacenter) return 'hosting'
  if (!name) return undefined
  if (education.test(name)) return 'education'
  if (business.test(name) && !carrier.test(name)) return 'business'
  return 'isp'
}
