import type {
  AddressLabel,
  AddressLabelName,
  NetworkType,
  Provenance,
  ProxyLabel,
} from '@whorl/core'
import type { Place } from './place'
import type { RangeHeader } from './range-header'

/** One file in use. */
export interface DataSource extends RangeHeader {
  readonly file: string
  /** Ranges with a value; absent for databases that do not say. */
  readonly rows?: number
}

/** A network as one source describes it; some know only its kind. */
export interface OwnerPart {
  /** Without `AS`. */
  readonly asn?: string
  readonly name?: string
  /** CIDR. */
  readonly network?: string
  readonly type?: NetworkType
  readonly from: Provenance
}

export type AddressLabels = {
  readonly [Name in AddressLabelName]?: Name extends 'proxy' ? ProxyLabel : AddressLabel
}

/** What one source says about one address. */
export interface AddressPart {
  readonly place?: Place
  readonly owner?: OwnerPart
  readonly labels?: AddressLabels
}

/** A database of the operator's, asked before the range files. */
export interface IpProvider {
  readonly name: string
  /** Takes canonical text. Never throws. */
  find(address: string): AddressPart | undefined
  /** Labels about which its silence means "no". */
  knows(): readonly AddressLabelName[]
  sources(): readonly DataSource[]
  /** Reads again what has changed. Never rejects. */
  refresh(): Promise<void>
}
