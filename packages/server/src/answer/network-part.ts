import type { AddressFacts, AddressLabel, EventRecord, Provenance } from '@whorl/core'

/** What the network facts of an event rest on, and how old that is. */
export interface NetworkPart {
  addresses: AddressPart[]
  /** How the client's connection was set up, where this server saw it. */
  signature?: EventRecord['signature']
  /** Sentences that the licences of the data want shown. */
  attributions: string[]
}

export interface AddressPart {
  address: string
  /** An address that nobody on the Internet has: nothing is looked up. */
  is_bogon: boolean
  /** Labels that some data set was asked for; of the others nothing is known. */
  known: readonly string[]
  /** One for each fact that was found. */
  data: FactPart[]
}

export interface FactPart {
  /** `geolocation`, `network`, or the name of a label. */
  about: string
  /** Company or service. */
  name?: string
  /** A list of ranges, the number of the network, or a provider's database. */
  by?: string
  source: string
  /** Date of the data, Unix ms. */
  as_of: number
  licence: string
}

const labels = [
  'datacenter',
  'vpn',
  'relay',
  'tor',
  'proxy',
  'attackSource',
  'emailSpam',
] as const satisfies readonly (keyof AddressFacts)[]

export function toNetworkPart({ verdicts, signature }: EventRecord): { network?: NetworkPart } {
  const { v4, v6 } = verdicts.ip_info?.value ?? {}
  const addresses = [v4, v6].filter((facts) => facts !== undefined)
  if (addresses.length === 0 && !signature) return {}
  const sources = addresses.flatMap((facts) => findFacts(facts).map(({ from }) => from))
  return {
    network: {
      addresses: addresses.map((facts) => ({
        address: facts.address,
        is_bogon: facts.isBogon,
        known: facts.known,
        data: findFacts(facts).map(toFactPart),
      })),
      ...(signature && { signature }),
      attributions: [...new Set(sources.flatMap(({ attribution }) => attribution ?? []))],
    },
  }
}

interface Fact extends Partial<Pick<AddressLabel, 'by' | 'name'>> {
  readonly about: string
  readonly from: Provenance
}

function findFacts(facts: AddressFacts): Fact[] {
  const { geolocation, owner } = facts
  return [
    ...(geolocation ? [{ about: 'geolocation', from: geolocation.from }] : []),
    ...(owner ? [{ about: 'network', from: owner.from }] : []),
    ...labels.flatMap((about) => {
      const label = facts[about]
      return label ? [{ about, by: label.by, from: label.from, ...named(label) }] : []
    }),
  ]
}

const named = ({ name }: AddressLabel) => (name ? { name } : {})

function toFactPart({ about, name, by, from }: Fact): FactPart {
  return {
    about,
    ...(name !== undefined && { name }),
    ...(by && { by }),
    source: from.source,
    as_of: from.asOf,
    licence: from.licence,
  }
}
