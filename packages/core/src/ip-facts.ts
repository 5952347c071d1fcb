/** Where a fact comes from and how old it is. */
export interface Provenance {
  /** Name of the data set or provider, such as `dbip-city-lite`. */
  readonly source: string
  /** The date of the data, Unix ms. */
  readonly asOf: number
  /** SPDX identifier, or the name of the terms. */
  readonly licence: string
  /** Sentence that the licence wants shown where the data are used. */
  readonly attribution?: string
}

/** How a label was found: a list of ranges, the number of the network, or a provider's database. */
export type LabelBasis = 'list' | 'asn' | 'provider'

/** One positive answer about an address. */
export interface AddressLabel {
  readonly by: LabelBasis
  /** Company or service, such as `Amazon AWS` or `Mullvad`. */
  readonly name?: string
  readonly from: Provenance
}

/** Kinds of network as `asn_type` of Server API v4 names them. */
export type NetworkType = 'hosting' | 'isp' | 'business' | 'education'

export interface Geolocation {
  /** Kilometres. */
  readonly accuracyRadius?: number
  readonly latitude?: number
  readonly longitude?: number
  readonly postalCode?: string
  /** IANA name. */
  readonly timezone?: string
  readonly city?: string
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly countryCode?: string
  readonly countryName?: string
  readonly continentCode?: string
  readonly continentName?: string
  readonly subdivisions?: readonly { readonly isoCode: string; readonly name: string }[]
  readonly from: Provenance
}

/** The network (autonomous system) that announces an address. */
export interface NetworkOwner {
  /** Without `AS`. */
  readonly asn: string
  readonly name?: string
  /** CIDR of the announced network. */
  readonly network?: string
  readonly type?: NetworkType
  readonly from: Provenance
}

export interface ProxyLabel extends AddressLabel {
  readonly type: 'residential' | 'data_center' | 'unknown'
  /** Unix ms. */
  readonly lastSeenAt?: number
}

/**
 * What data files say about one address. A part is absent when nothing is known; `known` tells the
 * difference between "not listed" and "no list".
 */
export interface AddressFacts {
  /** Canonical text; IPv4-mapped IPv6 is IPv4. */
  readonly address: string
  /** Private, loopback, documentation and other addresses that no visitor of the Internet has. */
  readonly isBogon: boolean
  readonly geolocation?: Geolocation
  readonly owner?: NetworkOwner
  readonly datacenter?: AddressLabel
  readonly vpn?: AddressLabel
  readonly relay?: AddressLabel
  readonly tor?: AddressLabel
  readonly proxy?: ProxyLabel
  readonly attackSource?: AddressLabel
  readonly emailSpam?: AddressLabel
  /** Labels for which some source is loaded; the others are not known, which is not "no". */
  readonly known: readonly AddressLabelName[]
}

export type AddressLabelName =
  | 'datacenter'
  | 'vpn'
  | 'relay'
  | 'tor'
  | 'proxy'
  | 'attackSource'
  | 'emailSpam'
