import type { NetworkType, Provenance } from '@whorl/core'
import { parseNetwork } from '../ip-network'
import type { OwnerPart } from '../ip-provider'
import { child, type MmdbRecord, numberOf, textOf } from './record'

/**
 * The network in a record: MaxMind's ASN, ISP, Enterprise and Connection Type, DB-IP's ISP, IPinfo's
 * and IP2Location's flat fields.
 *
 * @param network CIDR of the record, used when the record is about a network and names none
 */
export function readOwner(
  record: MmdbRecord,
  from: Provenance,
  network: string,
): OwnerPart | undefined {
  const fields = { ...child(record, 'traits'), ...record }
  const asn = readNumber(fields)
  const name = textOf(
    fields,
    'autonomous_system_organization',
    'as_name',
    'as_organization',
    'as',
    'isp',
    'organization',
    // IPinfo's ASN files use the shortest names.
    'name',
  )
  const type = readType(fields)
  if (!asn && !type) return undefined
  const cidr = readNetwork(fields) ?? (isAboutPlace(record) ? undefined : network)
  return {
    ...(asn && { asn }),
    ...(asn && name && { name }),
    ...(asn && cidr && { network: cidr }),
    ...(type && { type }),
    from,
  }
}

function readNumber(fields: MmdbRecord): string | undefined {
  const number = numberOf(fields, 'autonomous_system_number', 'asn', 'as_number')
  if (number !== undefined) return Number.isInteger(number) && number > 0 ? `${number}` : undefined
  return /^AS(\d{1,10})$/.exec(textOf(fields, 'asn') ?? '')?.[1]
}

function readNetwork(fields: MmdbRecord): string | undefined {
  const text = textOf(fields, 'route', 'as_cidr')
  return text !== undefined && parseNetwork(text) ? text : undefined
}

/** Records with a city are cut finer than the network is announced. */
function isAboutPlace(record: MmdbRecord): boolean {
  return 'city' in record || 'location' in record || 'latitude' in record
}

const types: Readonly<Record<string, NetworkType>> = {
  // MaxMind's and DB-IP's `user_type`; IPinfo's `type`. Government is no kind of the API.
  hosting: 'hosting',
  content_delivery_network: 'hosting',
  residential: 'isp',
  cellular: 'isp',
  isp: 'isp',
  college: 'education',
  school: 'education',
  library: 'education',
  education: 'education',
  business: 'business',
  // MaxMind's and DB-IP's `connection_type`.
  corporate: 'business',
  'cable/dsl': 'isp',
  dialup: 'isp',
  satellite: 'isp',
  // IP2Location's `usage_type`.
  dch: 'hosting',
  cdn: 'hosting',
  mob: 'isp',
  'isp/mob': 'isp',
  edu: 'education',
  lib: 'education',
  com: 'business',
  org: 'business',
}

/** The kind of user says more than the kind of line. */
function readType(fields: MmdbRecord): NetworkType | undefined {
  const names = ['user_type', 'usage_type', 'as_type', 'type', 'connection_type']
  for (const name of names) {
    const type = types[textOf(fields, name)?.toLowerCase() ?? '']
    if (type) return type
  }
  return undefined
}
