import type { AddressLabelName, Provenance } from '@whorl/core'
import type { AddressLabels, AddressPart } from '../ip-provider'
import type { LayerName } from '../range-header'
import { labelsByOwner } from '../well-known-networks'
import type { MmdbFile } from './mmdb-file'
import { readLabels, readResidentialProxy } from './mmdb-labels'
import { readOwner } from './mmdb-owner'
import { readPlace } from './mmdb-place'
import type { MmdbRecord } from './record'

/** What a database is asked for. */
export interface MmdbKind {
  readonly hasPlaces: boolean
  readonly hasOwners: boolean
  readonly readLabels?: (record: MmdbRecord, from: Provenance) => AddressLabels
  /** Labels about which its silence means "no". */
  readonly knows: readonly AddressLabelName[]
  /** Its most telling layer. */
  readonly layer: LayerName
}

const anonymous: readonly AddressLabelName[] = ['datacenter', 'vpn', 'tor', 'proxy']
const places = { hasPlaces: true, hasOwners: false, knows: [], layer: 'geo' } as const
const owners = { hasPlaces: false, hasOwners: true, knows: labelsByOwner, layer: 'owner' } as const

/** By `database_type`; the first that fits. */
const kinds: readonly (readonly [pattern: RegExp, kind: MmdbKind])[] = [
  [
    /Residential-Proxy/i,
    {
      hasPlaces: false,
      hasOwners: false,
      readLabels: readResidentialProxy,
      knows: ['proxy'],
      layer: 'proxy',
    },
  ],
  [
    /Anonymous-(?:IP|Plus)|IP-Risk/i,
    { hasPlaces: false, hasOwners: false, readLabels, knows: anonymous, layer: 'vpn' },
  ],
  [
    /Enterprise/i,
    { hasPlaces: true, hasOwners: true, readLabels, knows: labelsByOwner, layer: 'geo' },
  ],
  [/^Geo(?:IP2?|Lite2)-.*(?:City|Country)/i, places],
  [/^Geo(?:IP2?|Lite2)-(?:ASN|.*ISP)/i, owners],
  // Says what kind of line an address has, but not whose.
  [/Connection-Type/i, { ...owners, knows: [] }],
]

/** The kind of a database; `undefined` when none of its records has a field that is known. */
export function findMmdbKind(file: MmdbFile): MmdbKind | undefined {
  const known = kinds.find(([pattern]) => pattern.test(file.databaseType))?.[1]
  return known ?? kindByShape(file.samples())
}

const nowhere: Provenance = { source: '', asOf: 0, licence: '' }

/** Of DB-IP, IPinfo, IP2Location and others, whose types are many and change. */
function kindByShape(records: readonly MmdbRecord[]): MmdbKind | undefined {
  const hasPlaces = records.some((record) => readPlace(record, nowhere) !== undefined)
  const found = records.map((record) => readOwner(record, nowhere, ''))
  const hasNumbers = found.some((owner) => owner?.asn !== undefined)
  const hasOwners = found.some((owner) => owner !== undefined)
  const labels = labelFields.filter(([fields]) =>
    records.some((record) => fields.some((field) => field in record)),
  )
  if (!hasPlaces && !hasOwners && labels.length === 0) return undefined
  const byNumber = hasNumbers ? labelsByOwner : []
  const knows = [...new Set([...labels.flatMap(([, names]) => names), ...byNumber])]
  return {
    hasPlaces,
    hasOwners,
    ...(labels.length > 0 && { readLabels }),
    knows,
    layer: hasPlaces ? 'geo' : hasOwners ? 'owner' : (knows[0] ?? 'proxy'),
  }
}

/** Fields that tell about labels even when they say no. */
const labelFields: readonly (readonly [
  fields: readonly string[],
  names: readonly AddressLabelName[],
])[] = [
  [['is_anonymous_vpn', 'vpn', 'is_vpn'], ['vpn']],
  [['is_hosting_provider', 'hosting', 'is_hosting'], ['datacenter']],
  [['is_tor_exit_node', 'tor', 'is_tor'], ['tor']],
  [['is_public_proxy', 'is_residential_proxy', 'proxy', 'is_proxy'], ['proxy']],
  [['relay', 'is_relay'], ['relay']],
  [['proxy_type'], ['proxy', 'vpn', 'tor', 'datacenter']],
  [['threat'], ['attackSource', 'emailSpam']],
]

/** What a record says, as far as its database is asked for it. */
export function readPart(
  kind: MmdbKind,
  record: MmdbRecord,
  from: Provenance,
  network: string,
): AddressPart {
  const place = kind.hasPlaces ? readPlace(record, from) : undefined
  const owner = kind.hasOwners ? readOwner(record, from, network) : undefined
  const labels = kind.readLabels?.(record, from)
  return { ...(place && { place }), ...(owner && { owner }), ...(labels && { labels }) }
}
