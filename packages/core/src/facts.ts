import type { Engine } from '@whorl/signals'
import type { BotCategory, IdentifyPayload } from '@whorl/wire'
import type { Population } from './identify/population/population'
import type { Profile } from './identify/profile'
import type { AddressFacts } from './ip-facts'
import type { NetworkSignature } from './network-signature'

/** The one input of every decision: what the agent said, what enrich found, history, now. */
export interface Facts {
  readonly payload: IdentifyPayload
  readonly network: NetworkFacts
  readonly ingest: IngestFacts
  readonly anchors: readonly Anchor[]
  readonly history: History
  /** What the workspace has learned about its visitors. */
  readonly population: Population
  /** Unix ms. */
  readonly now: number
}

/** What the request showed, and what data files say about where it came from. A missing part is absent. */
export interface NetworkFacts {
  /** Client address, normalised; an IPv4-mapped IPv6 address is given as IPv4. */
  readonly ip: string
  readonly userAgent: string
  readonly browser: BrowserDetails
  /** Engine and OS family that the user agent claims. */
  readonly claimed: { readonly engine: Engine; readonly os: OsFamily }
  readonly headers: HeaderFacts
  /** The crawler or agent that the request says it comes from. Absent when it says nothing. */
  readonly crawler?: CrawlerFacts
  /** Of the client itself, never of a proxy in front. */
  readonly signature?: NetworkSignature
  /** What data files say about the client's addresses. Absent on a server without any. */
  readonly addresses?: ClientAddresses
  /** The workspace wants clocks compared within a country, too. */
  readonly strictZones?: boolean
  /** What this server itself saw come from the address. */
  readonly sightings?: AddressSightings
}

/** At least one of the two. */
export interface ClientAddresses {
  readonly v4?: AddressFacts
  readonly v6?: AddressFacts
}

/** Visits of a workspace from one address within the last 24 hours, this one not counted. */
export interface AddressSightings {
  /** Distinct visitors; counting ends at some number. */
  readonly visitors: number
  /** Distinct browser zones that belong to other countries than the address. */
  readonly foreignZones: number
  /** When the last of those came, Unix ms. */
  readonly foreignSeenAt?: number
}

/** Who a self-declared program says it is, and what became of the attempt to prove it. */
export interface CrawlerFacts {
  readonly name: string
  readonly provider: string
  readonly providerUrl?: string
  readonly category: BotCategory
  /**
   * `spoofed`: a proof was possible and failed. `unknown`: there was no way to prove it, or the
   * attempt did not end in time.
   */
  readonly identity: 'verified' | 'signed' | 'spoofed' | 'unknown'
  /** What decided; `claim`: nothing but the words of the request. */
  readonly by: 'ranges' | 'reverse_dns' | 'signature' | 'claim'
}

export type OsFamily = 'windows' | 'macos' | 'linux' | 'android' | 'ios' | 'chromeos' | 'other'

/** As in `browser_details` of Server API v4. Unknown parts are empty strings. */
export interface BrowserDetails {
  readonly browserName: string
  readonly browserMajorVersion: string
  readonly browserFullVersion: string
  readonly os: string
  readonly osVersion: string
  /** `Other` on desktops. */
  readonly device: string
}

export interface HeaderFacts {
  /** Names as sent, in the order sent; the first 64, cut at 64 characters. */
  readonly order: readonly string[]
  readonly origin?: string
  readonly acceptLanguage?: string
  /** `sec-ch-*` headers by lower-case name. */
  readonly clientHints: Readonly<Record<string, string>>
  /** `sec-fetch-*` headers by lower-case name. */
  readonly fetchMetadata?: Readonly<Record<string, string>>
  readonly host?: string
  readonly acceptEncoding?: string
  /**
   * Somebody between browser and server named himself (`Via`, `X-Forwarded-For`, …): names may
   * have been rewritten and reordered.
   */
  readonly isForwarded?: boolean
  /** Sent again by a proxy integration, which may drop any header. */
  readonly isRelayed?: boolean
}

/** What admission found out about the message itself. */
export interface IngestFacts {
  readonly challenge: 'valid' | 'expired' | 'absent'
  /** The nonce or the body was used before, or the challenge had expired. */
  readonly isReplayed: boolean
  readonly isEncrypted: boolean
}

/** A visitor token that the browser presented, after its signature was checked. */
export interface Anchor {
  readonly carrier: 'httpCookie' | 'cookie' | 'local' | 'indexed'
  readonly state: 'valid' | 'forged'
  /** Present when valid. */
  readonly visitorId?: string
  /** The storage that the token was first put into; every token that follows it there has it too. */
  readonly storage?: string
}

/** What the store knew when it was asked for this visit. */
export interface History {
  /** One entry for each distinct visitor id of the valid anchors. */
  readonly anchored: readonly AnchoredHistory[]
  /** The visitor that owns this visit's exact key. */
  readonly exact?: Profile
  /** Visitors that share at least one blocking key, newest first, without duplicates. */
  readonly candidates: readonly Profile[]
}

export interface AnchoredHistory {
  /** The id in the token. */
  readonly visitorId: string
  /**
   * `known`: `profile` is the visitor, after aliases. `deleted`: the visitor was deleted on
   * request. `missing`: no row any more, through retention or a restored backup.
   */
  readonly state: 'known' | 'deleted' | 'missing'
  readonly profile?: Profile
}
