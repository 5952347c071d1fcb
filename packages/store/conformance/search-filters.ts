import type { EventRecord, StoredEvent } from '@whorl/core'
import type { EventSearch } from '../src/event-search'
import { ipRange } from '../src/ip-key'

/** A part of a search, and what every event it finds must fulfil and every other must not. */
export interface Filter {
  readonly name: string
  readonly part: Partial<EventSearch>
  readonly fits: (event: StoredEvent) => boolean
}

const device = (fits: (event: EventRecord) => boolean) => (event: StoredEvent) =>
  event.source === 'device' && fits(event)

const infoOf = (event: StoredEvent) =>
  event.source === 'edge' ? event.botInfo?.value : event.verdicts.bot?.value.info

const addressesOf = (event: StoredEvent) => {
  const { v4, v6 } = event.verdicts.ip_info?.value ?? {}
  return [v4, v6].filter((facts) => facts !== undefined)
}

type Reading = (event: EventRecord) => boolean | undefined
const readings: Record<string, Reading> = {
  suspect: ({ suspect }) => suspect,
  incognito: ({ verdicts }) => verdicts.incognito?.value.isPrivate,
  tampering: ({ verdicts }) => verdicts.tampering?.value.isTampered,
  antiDetectBrowser: ({ verdicts }) => verdicts.tampering?.value.isAntiDetectBrowser,
  virtualMachine: ({ verdicts }) => verdicts.virtual_machine?.value.isVirtual,
  privacySettings: ({ verdicts }) => verdicts.privacy_settings?.value.isHiding,
  developerTools: ({ verdicts }) => verdicts.developer_tools?.value.isOpen,
  rareDevice: ({ verdicts }) => verdicts.rare_device?.value.isRare,
  torNode: ({ verdicts }) => verdicts.tor?.value.isExit,
  ipBlocklist({ verdicts }) {
    const list = verdicts.ip_blocklist?.value
    return list && (list.isAttackSource || list.isEmailSpam)
  },
}

const booleans = [true, false].flatMap((wanted): Filter[] => [
  ...Object.entries(readings).map(([name, read]) => ({
    name: `${name}=${wanted}`,
    part: { signals: { [name]: wanted } },
    fits: device((event) => read(event) === wanted),
  })),
  {
    name: `vpn=${wanted}`,
    part: { signals: { vpn: wanted } },
    fits: ({ verdicts }) => verdicts.vpn?.value.isVpn === wanted,
  },
  {
    name: `proxy=${wanted}`,
    part: { signals: { proxy: wanted } },
    fits: ({ verdicts }) => verdicts.proxy?.value.isProxy === wanted,
  },
  {
    name: `datacenter=${wanted}`,
    part: { signals: { datacenter: wanted } },
    fits: (event) =>
      addressesOf(event).some(({ datacenter, known }) =>
        wanted ? datacenter : !datacenter && known.includes('datacenter'),
      ),
  },
  {
    name: `bot info=${wanted}`,
    part: { hasBotInfo: wanted },
    fits: (event) => (infoOf(event) !== undefined) === wanted,
  },
])

function kind(
  name: keyof NonNullable<EventSearch['kinds']>,
  words: readonly string[],
  read: (event: StoredEvent) => string | undefined,
): Filter {
  return {
    name: `${name}=${words}`,
    part: { kinds: { [name]: words } },
    fits: (event) => words.includes(read(event) ?? 'none'),
  }
}

const deviceWord = (read: (event: EventRecord) => string | undefined) => (event: StoredEvent) =>
  event.source === 'device' ? read(event) : undefined

const botOf = deviceWord(({ verdicts }) => verdicts.bot?.value.result)
const bucketOf = deviceWord(({ verdicts }) => verdicts.rare_device?.value.bucket)
const radiusOf = deviceWord(({ proximity }) => proximity && String(proximity.precisionRadius))

const kinds: readonly Filter[] = [
  kind('bot', ['bad'], botOf),
  kind('bot', ['good', 'bad'], botOf),
  kind('bot', ['not_detected'], botOf),
  kind('vpnConfidence', ['low'], ({ verdicts }) => verdicts.vpn?.value.confidence),
  kind('vpnConfidence', ['high'], ({ verdicts }) => verdicts.vpn?.value.confidence),
  ...['<p95', 'p95-p99', 'p99-p99.5', 'p99.5-p99.9', 'p99.9+', 'not_seen'].map((bucket) =>
    kind('rareBucket', [bucket], bucketOf),
  ),
  ...['js', 'android', 'ios'].map((word) =>
    kind(
      'sdkPlatform',
      [word],
      deviceWord(({ sdk }) => sdk.platform),
    ),
  ),
  kind('botCategory', ['ai_agent'], (event) => infoOf(event)?.category),
  kind('botCategory', ['ai_agent', 'scraping', 'no such one'], (event) => infoOf(event)?.category),
  kind('botIdentity', ['verified', 'signed'], (event) => infoOf(event)?.identity),
  kind('botConfidence', ['medium'], (event) => infoOf(event)?.confidence),
  kind('areaRadius', ['22500'], radiusOf),
  kind('bot', ['no such one'], () => undefined),
  kind('bot', [], () => undefined),
]

function text(
  name: keyof NonNullable<EventSearch['texts']>,
  wanted: readonly string[],
  read: (event: StoredEvent) => string | undefined,
): Filter {
  return {
    name: `${name}=${wanted}`,
    part: { texts: { [name]: wanted } },
    fits: (event) => wanted.some((one) => one === read(event)),
  }
}

const texts: readonly Filter[] = [
  text('url', ['https://shop.example/login'], ({ url }) => url),
  // By hand: what the origin of each url of the sample is.
  text('origin', ['https://shop.example'], ({ url }) =>
    url.startsWith('https://shop.example/') ? 'https://shop.example' : undefined,
  ),
  text('origin', ['https://shop.example:8443'], ({ url }) =>
    url.startsWith('https://shop.example:8443/') ? 'https://shop.example:8443' : undefined,
  ),
  text(
    'highRecallId',
    ['recall_a_hr'],
    deviceWord(({ identification }) => identification.highRecall?.visitorId),
  ),
  text(
    'sdkVersion',
    ['4.0.2'],
    deviceWord(({ sdk }) => sdk.version),
  ),
  text(
    'proximityId',
    ['w1aTfd4MCvl'],
    deviceWord(({ proximity }) => proximity?.id),
  ),
  text('botProvider', ['OpenAI', 'Google'], (event) => infoOf(event)?.provider),
  text('botName', ['curl'], (event) => infoOf(event)?.name),
  text('botName', ['CURL'], () => undefined),
]

function network(cidr: string, own: readonly string[]): Filter {
  const ip = ipRange(cidr)
  if (!ip) throw new Error(`no network: ${cidr}`)
  return { name: `ip=${cidr}`, part: { ip }, fits: (event) => own.includes(event.ip) }
}

const others: readonly Filter[] = [
  network('192.0.2.1', ['192.0.2.1']),
  network('192.0.2.128/25', ['192.0.2.200']),
  network('0.0.0.0/0', ['192.0.2.1', '192.0.2.200', '198.51.100.7']),
  network('2001:db8::1', ['2001:db8::1']),
  network('2001:db8::/32', ['2001:db8::1', '2001:db8:1::ff']),
  ...['64500', '3320', 'AS64500'].map((asn) => ({
    name: `asn=${asn}`,
    part: { asn },
    fits: (event: StoredEvent) => addressesOf(event).some(({ owner }) => owner?.asn === asn),
  })),
  ...['user 1', 'User 1', "user' OR 1=1 --"].map((linkedId) => ({
    name: `linked=${linkedId}`,
    part: { linkedId },
    fits: (event: StoredEvent) => event.linkedId === linkedId,
  })),
  ...[0, 12, 12.5, 1e300].map((minSuspectScore) => ({
    name: `score>=${minSuspectScore}`,
    part: { minSuspectScore },
    fits: device(({ suspectScore }) => (suspectScore?.value ?? -1) >= minSuspectScore),
  })),
  ...[['ae_one'], ['ae_one', 'ae_two'], ['ae_none'], []].map((environments) => ({
    name: `environments=${environments}`,
    part: { environments },
    fits: ({ environmentId }: StoredEvent) => environments.includes(environmentId),
  })),
]

/** Every filter there is, but those of visitors. */
export const filters: readonly Filter[] = [...booleans, ...kinds, ...texts, ...others]
