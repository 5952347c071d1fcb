import type { AddressFacts, EdgeRecord, EventRecord, StoredEvent } from '@whorl/core'
import { anEdgeEvent, anEvent, someTime } from './sample'

const from = { source: 'test', asOf: someTime, licence: 'CC0-1.0' }
const confidences = ['low', 'medium', 'high'] as const

/** Numbers from 0 to below `count`, the same ones for the same seed (Numerical Recipes, 7.1). */
export function createDice(seed: number): (count: number) => number {
  let state = seed >>> 0
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * count)
  }
}

export type Dice = ReturnType<typeof createDice>

/** One of the list. */
export function pick<const Item>(dice: Dice, list: readonly [Item, ...Item[]]): Item {
  return list[dice(list.length)] ?? list[0]
}

const value = <Value>(of: Value) => ({ value: of, evidence: [] })

function addressOf(dice: Dice, address: string): AddressFacts {
  const isKnown = dice(2) === 1
  return {
    address,
    isBogon: false,
    ...(dice(3) > 0 && { owner: { asn: pick(dice, ['64500', '64501', '3320']), from } }),
    ...(isKnown && dice(2) === 1 && { datacenter: { by: 'asn', from } }),
    known: isKnown ? ['datacenter'] : [],
  }
}

const botInfos = [
  { category: 'ai_agent', provider: 'OpenAI', name: 'ChatGPT-User', identity: 'verified' },
  { category: 'search_engine_crawler', provider: 'Google', name: 'Googlebot', identity: 'unknown' },
  { category: 'scraping', provider: 'unknown', name: 'curl', identity: 'spoofed' },
] as const

function aBotInfo(dice: Dice) {
  return {
    ...(botInfos[dice(botInfos.length)] ?? botInfos[0]),
    confidence: pick(dice, confidences),
  }
}

function anonymity(dice: Dice) {
  const methods = { timezoneMismatch: false, publicVpn: false, osMismatch: false, relay: false }
  return {
    ...(dice(3) > 0 && {
      vpn: value({
        isVpn: dice(2) === 1,
        confidence: pick(dice, confidences),
        mlScore: 0,
        originTimezone: '',
        methods,
      }),
    }),
    ...(dice(3) > 0 && {
      proxy: value({ isProxy: dice(2) === 1, confidence: pick(dice, confidences), mlScore: 0 }),
    }),
  }
}

function ipInfo(dice: Dice) {
  return value({
    ...(dice(3) > 0 && { v4: addressOf(dice, '192.0.2.1') }),
    ...(dice(2) > 0 && { v6: addressOf(dice, '2001:db8::1') }),
  })
}

function verdictsOf(dice: Dice): EventRecord['verdicts'] {
  const isTrue = () => dice(2) === 1
  const result = pick(dice, ['not_detected', 'good', 'bad'])
  return {
    ...anonymity(dice),
    ...(dice(3) > 0 && { ip_info: ipInfo(dice) }),
    ...(dice(3) > 0 && {
      bot: value({ result, ...(result !== 'not_detected' && { info: aBotInfo(dice) }) }),
    }),
    ...(dice(3) > 0 && {
      incognito: value({ isPrivate: isTrue(), confidence: 'high' }),
      developer_tools: value({ isOpen: isTrue() }),
    }),
    ...(dice(3) > 0 && { privacy_settings: value({ isHiding: isTrue() }) }),
    ...(dice(3) > 0 && {
      tampering: value({
        isTampered: isTrue(),
        confidence: 'high',
        anomalyScore: 0,
        mlScore: 0,
        isAntiDetectBrowser: isTrue(),
      }),
    }),
    ...(dice(3) > 0 && { virtual_machine: value({ isVirtual: isTrue(), mlScore: 0 }) }),
    ...(dice(3) > 0 && {
      rare_device: value({
        isRare: isTrue(),
        bucket: pick(dice, ['<p95', 'p95-p99', 'p99-p99.5', 'p99.5-p99.9', 'p99.9+', 'not_seen']),
      }),
    }),
    ...(dice(3) > 0 && { tor: value({ isExit: isTrue() }) }),
    ...(dice(3) > 0 && {
      ip_blocklist: value({ isAttackSource: isTrue(), isEmailSpam: isTrue() }),
    }),
  }
}

const ips = ['192.0.2.1', '192.0.2.200', '198.51.100.7', '2001:db8::1', '2001:db8:1::ff'] as const
const urls = [
  'https://shop.example/login',
  'https://shop.example/Login',
  'https://shop.example:8443/login',
  'http://other.example/',
  'file:///tmp/page.html',
] as const
export const environments = ['ae_one', 'ae_two'] as const

/** An event that has and lacks what is searched by, at one of few moments. */
export function aSearchedEvent(dice: Dice, ws: string, visitorId: string): EventRecord {
  const highRecall = { visitorId: pick(dice, ['recall_a_hr', 'recall_b_hr']), visitorFound: true }
  const score = dice(30)
  return anEvent(ws, visitorId, {
    timestamp: someTime + dice(40),
    environmentId: pick(dice, environments),
    url: pick(dice, urls),
    ip: pick(dice, ips),
    sdk: {
      platform: pick(dice, ['js', 'android', 'ios']),
      version: pick(dice, ['3.11.10', '4.0.2', '4.1.5']),
    },
    ...(dice(2) > 0 && { linkedId: pick(dice, ['user 1', 'User 1', "user' OR 1=1 --"]) }),
    ...(dice(3) > 0 && { suspect: dice(2) === 1 }),
    ...(dice(3) > 0 && {
      proximity: {
        id: pick(dice, ['w1aTfd4MCvl', 'another0000']),
        precisionRadius: pick(dice, [10, 25, 22500]),
        confidence: 0.9,
      },
    }),
    identification: {
      visitorId,
      visitorFound: true,
      confidence: 0.9,
      ...(dice(3) > 0 && { highRecall }),
    },
    verdicts: verdictsOf(dice),
    ...(dice(3) > 0 && {
      suspectScore: { value: score, weightsVersion: 4, contributions: {} },
    }),
  })
}

export function aSearchedEdge(dice: Dice, ws: string): EdgeRecord {
  return anEdgeEvent(ws, {
    timestamp: someTime + dice(40),
    environmentId: pick(dice, ['', ...environments]),
    url: pick(dice, urls),
    ip: pick(dice, ips),
    ...(dice(2) > 0 && { linkedId: 'user 1' }),
    verdicts: { ...anonymity(dice), ip_info: ipInfo(dice) },
    ...(dice(2) > 0 && { botInfo: value(aBotInfo(dice)) }),
  })
}

/** Newest first, bytewise within a millisecond. */
export function byPlace(a: StoredEvent, b: StoredEvent): number {
  return b.timestamp - a.timestamp || (a.eventId < b.eventId ? 1 : -1)
}
