import { hash } from 'node:crypto'
import type { AddressFacts, StoredEvent } from '@whorl/core'
import { botCategories, botIdentities, confidenceLevels, rarePercentileBuckets } from '@whorl/wire'
import { ipKey } from './ip-key'
import { storableText } from './storable-text'

/**
 * What an event is searched by besides its place in time. All of it stands in one index, so that a
 * search of any kind reads that and no rows.
 */
export interface SearchColumns {
  /** Two bits for each of `searchSignals`: it is true, it is false. */
  readonly signals: number
  /** The places of `searchKinds`, packed. */
  readonly kinds: number
  readonly score: number | null
  readonly ip_key: string | null
  readonly asn4: number | null
  readonly asn6: number | null
  readonly url_hash: number | null
  readonly origin_hash: number | null
  readonly recall_hash: number | null
  readonly sdk_hash: number | null
  readonly area_hash: number | null
  readonly provider_hash: number | null
  readonly program_hash: number | null
}

/** In the order of the index. */
export const searchColumnNames = [
  'signals',
  'kinds',
  'score',
  'ip_key',
  'asn4',
  'asn6',
  'url_hash',
  'origin_hash',
  'recall_hash',
  'sdk_hash',
  'area_hash',
  'provider_hash',
  'program_hash',
] as const satisfies readonly (keyof SearchColumns)[]

/** Values in the order of `searchColumnNames`. */
export function searchValues(columns: SearchColumns): (string | number | null)[] {
  return searchColumnNames.map((name) => columns[name])
}

/** Verdicts that are true or false. A place is never given a second meaning; 15 fit. */
export const searchSignals = [
  'suspect',
  'vpn',
  'proxy',
  'incognito',
  'tampering',
  'antiDetectBrowser',
  'virtualMachine',
  'privacySettings',
  'developerTools',
  'rareDevice',
  'torNode',
  'ipBlocklist',
  'datacenter',
] as const
export type SearchSignal = (typeof searchSignals)[number]

/** The bit that says that the verdict is `value`. */
export function signalBit(signal: SearchSignal, value: boolean): number {
  return 1 << (2 * searchSignals.indexOf(signal) + (value ? 0 : 1))
}

/**
 * Verdicts that are one of a few words. A word's code is its place plus 1, 0 says that there is
 * none; neither places of words nor shifts ever change. `bits` leaves room for new words.
 */
export const searchKinds = {
  bot: { shift: 0, bits: 2, words: ['not_detected', 'good', 'bad'] },
  vpnConfidence: { shift: 2, bits: 2, words: ['low', 'medium', 'high'] },
  rareBucket: {
    shift: 4,
    bits: 3,
    words: rarePercentileBuckets,
  },
  sdkPlatform: { shift: 7, bits: 2, words: ['js', 'android', 'ios'] },
  botCategory: {
    shift: 9,
    bits: 5,
    words: botCategories,
  },
  botIdentity: { shift: 14, bits: 3, words: botIdentities },
  botConfidence: { shift: 17, bits: 2, words: confidenceLevels },
  areaRadius: {
    shift: 19,
    bits: 4,
    words: ['10', '25', '65', '175', '450', '1200', '3300', '8500', '22500'],
  },
} as const satisfies Record<string, { shift: number; bits: number; words: readonly string[] }>
export type SearchKind = keyof typeof searchKinds

/** The code of a word of this kind; 0 for one that it does not have. */
export function kindCode(kind: SearchKind, word: string): number {
  const words: readonly string[] = searchKinds[kind].words
  return words.indexOf(word) + 1
}

/** Texts that are found by their hash. */
export interface SearchTexts {
  readonly url?: string | undefined
  /** Scheme, host and port of `url`. */
  readonly origin?: string | undefined
  readonly highRecallId?: string | undefined
  readonly sdkVersion?: string | undefined
  readonly proximityId?: string | undefined
  readonly botProvider?: string | undefined
  readonly botName?: string | undefined
}

export function searchTextsOf(event: StoredEvent): SearchTexts {
  const info = botInfoOf(event)
  const shared = { url: event.url, origin: originOf(event.url) }
  const bot = { botProvider: info?.provider, botName: info?.name }
  if (event.source === 'edge') return { ...shared, ...bot }
  return {
    ...shared,
    ...bot,
    highRecallId: event.identification.highRecall?.visitorId,
    sdkVersion: event.sdk.version,
    proximityId: event.proximity?.id,
  }
}

/** 47 bits of SHA-256: SQLite keeps that in six bytes. Who finds an event compares the text too. */
export function textHash(text: string): number {
  return Number.parseInt(hash('sha256', storableText(text), 'hex').slice(0, 12), 16) % 2 ** 47
}

export function toSearchColumns(event: StoredEvent): SearchColumns {
  const texts = searchTextsOf(event)
  const hashOf = (text: string | undefined) => (text === undefined ? null : textHash(text))
  const { v4, v6 } = event.verdicts.ip_info?.value ?? {}
  return {
    signals: packSignals(event),
    kinds: packKinds(event),
    score: event.source === 'device' ? (event.suspectScore?.value ?? null) : null,
    ip_key: ipKey(event.ip),
    asn4: asnOf(v4),
    asn6: asnOf(v6),
    url_hash: hashOf(texts.url),
    origin_hash: hashOf(texts.origin),
    recall_hash: hashOf(texts.highRecallId),
    sdk_hash: hashOf(texts.sdkVersion),
    area_hash: hashOf(texts.proximityId),
    provider_hash: hashOf(texts.botProvider),
    program_hash: hashOf(texts.botName),
  }
}

function packSignals(event: StoredEvent): number {
  const { vpn, proxy, ip_info: addresses } = event.verdicts
  const says: [SearchSignal, boolean | undefined][] = [
    ['vpn', vpn?.value.isVpn],
    ['proxy', proxy?.value.isProxy],
    ['datacenter', datacenterOf(addresses?.value.v4)],
    // The two addresses of an event may say both.
    ['datacenter', datacenterOf(addresses?.value.v6)],
  ]
  if (event.source === 'device') {
    const { verdicts } = event
    const tampering = verdicts.tampering?.value
    const blocklist = verdicts.ip_blocklist?.value
    says.push(
      ['suspect', event.suspect],
      ['incognito', verdicts.incognito?.value.isPrivate],
      ['tampering', tampering?.isTampered],
      ['antiDetectBrowser', tampering?.isAntiDetectBrowser],
      ['virtualMachine', verdicts.virtual_machine?.value.isVirtual],
      ['privacySettings', verdicts.privacy_settings?.value.isHiding],
      ['developerTools', verdicts.developer_tools?.value.isOpen],
      ['rareDevice', verdicts.rare_device?.value.isRare],
      ['torNode', verdicts.tor?.value.isExit],
      ['ipBlocklist', blocklist && (blocklist.isAttackSource || blocklist.isEmailSpam)],
    )
  }
  return says.reduce(
    (bits, [signal, value]) => (value === undefined ? bits : bits | signalBit(signal, value)),
    0,
  )
}

function packKinds(event: StoredEvent): number {
  const info = botInfoOf(event)
  const says: [SearchKind, string | undefined][] = [
    ['vpnConfidence', event.verdicts.vpn?.value.confidence],
    ['botCategory', info?.category],
    ['botIdentity', info?.identity],
    ['botConfidence', info?.confidence],
  ]
  if (event.source === 'device') {
    const { verdicts, proximity, sdk } = event
    says.push(
      ['bot', verdicts.bot?.value.result],
      ['rareBucket', verdicts.rare_device?.value.bucket],
      ['sdkPlatform', sdk.platform],
      ['areaRadius', proximity && String(proximity.precisionRadius)],
    )
  }
  return says.reduce(
    (packed, [kind, word]) =>
      word === undefined ? packed : packed | (kindCode(kind, word) << searchKinds[kind].shift),
    0,
  )
}

function botInfoOf(event: StoredEvent) {
  return event.source === 'edge' ? event.botInfo?.value : event.verdicts.bot?.value.info
}

/** Null for what is no number of a network: 32 bits (RFC 6793). */
export function asnNumber(asn: string): number | null {
  return /^\d{1,10}$/.test(asn) && Number(asn) < 2 ** 32 ? Number(asn) : null
}

function asnOf(address: AddressFacts | undefined): number | null {
  return address?.owner ? asnNumber(address.owner.asn) : null
}

function datacenterOf(address: AddressFacts | undefined): boolean | undefined {
  if (!address) return undefined
  return address.datacenter || address.known.includes('datacenter')
    ? address.datacenter !== undefined
    : undefined
}

/** `undefined` for what has no origin, such as `file:`. */
function originOf(url: string): string | undefined {
  const { origin } = URL.canParse(url) ? new URL(url) : { origin: 'null' }
  return origin === 'null' ? undefined : origin
}
