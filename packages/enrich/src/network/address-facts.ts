import type { AddressFacts, AddressLabelName, NetworkOwner } from '@whorl/core'
import type { AddressLabels, AddressPart, OwnerPart } from './ip-provider'
import { mergePlaces, type Place, toGeolocation } from './place'
import { findWellKnownNetwork, networkType, wellKnownProvenance } from './well-known-networks'

/** Puts together what the sources say about one address; earlier ones come first. */
export function toAddressFacts(
  address: string,
  parts: readonly AddressPart[],
  known: readonly AddressLabelName[],
): AddressFacts {
  let place: Place | undefined
  let owner: OwnerPart | undefined
  let labels = none
  for (const part of parts) {
    place = mergePlaces(place, part.place)
    owner = mergeOwners(owner, part.owner)
    labels = mergeLabels(labels, part.labels)
  }
  const kept = withPrecedence(mergeLabels(labels, labelsByNumber(owner)))
  const network = toOwner(owner, kept.datacenter !== undefined)
  return {
    address,
    isBogon: false,
    ...(place && { geolocation: toGeolocation(place) }),
    ...(network && { owner: network }),
    ...kept,
    known,
  }
}

const none: AddressLabels = {}

/** Parts about different networks are not mixed. */
function mergeOwners(first: OwnerPart | undefined, next: OwnerPart | undefined) {
  if (!first || !next) return first ?? next
  if (first.asn && next.asn && first.asn !== next.asn) return first
  // The number decides which source the whole is from.
  return first.asn ? { ...next, ...first } : { ...next, ...first, from: next.from }
}

/** The first source with the label wins; a name that it lacks is taken from the next. */
function mergeLabels(first: AddressLabels, next: AddressLabels | undefined): AddressLabels {
  if (!next) return first
  if (first === none) return next
  const merged: Record<string, unknown> = { ...next }
  for (const [name, label] of Object.entries(first)) {
    const other = next[name as AddressLabelName] // Its keys are label names only.
    merged[name] = label.name === undefined && other?.name ? { ...label, name: other.name } : label
  }
  // Built from the entries of two values of this very type.
  return merged as AddressLabels
}

function labelsByNumber(owner: OwnerPart | undefined): AddressLabels | undefined {
  const network = owner?.asn ? findWellKnownNetwork(owner.asn) : undefined
  if (!network || network.use === 'business') return undefined
  const label = { by: 'asn', name: network.name, from: wellKnownProvenance } as const
  if (network.use === 'hosting') return { datacenter: label }
  // Their machines stand in data centres, too.
  return { [network.use]: label, datacenter: label }
}

/**
 * Tor, then relay, then VPN: lists of VPN networks hold nearly all ranges of iCloud Private Relay
 * and some Tor exits. A data centre stays one beside any of them.
 */
function withPrecedence(labels: AddressLabels): AddressLabels {
  if (!labels.vpn && !(labels.relay && labels.tor)) return labels
  const { tor, relay, vpn, ...rest } = labels
  if (tor) return { ...rest, tor }
  if (relay) return { ...rest, relay }
  return vpn ? { ...rest, vpn } : rest
}

function toOwner(owner: OwnerPart | undefined, isDatacenter: boolean): NetworkOwner | undefined {
  if (!owner?.asn) return undefined
  const { asn, name } = owner
  const type = owner.type ?? networkType({ asn, name, isDatacenter })
  return { ...owner, asn, ...(type && { type }) }
}
