import type { Facts } from '../facts'
import type { AddressFacts } from '../ip-facts'
import type { ZoneComparison } from '../zones/compare-zone'
import { clientAddressFacts, inWords, isProvenCrawler } from './client-address'
import { comparePlace } from './compare-place'
import { type Confidence, defineSmartSignal, type Evidence, type VpnMethods } from './define'
import { logistic, networkModel } from './network-model'
import { compareOs, type OsComparison } from './os-mismatch'
import { readText } from './read-fields'

interface Findings {
  readonly address: AddressFacts
  readonly place: ZoneComparison
  readonly os: OsComparison
  readonly methods: VpnMethods
}

/**
 * Any of four facts. Where data or a captured connection is missing, that fact is false: a VPN is
 * never assumed.
 */
export const vpn = defineSmartSignal({
  name: 'vpn',
  docs: 'The visit comes through a VPN or a relay: its address is listed as one, or its clock or its connection does not fit the place and the system that the browser shows.',
  isJudgedOnce: true,
  detect(facts) {
    const address = clientAddressFacts(facts)
    if (!address) return undefined
    const findings = find(facts, address)
    const isVpn = Object.values(findings.methods).some(Boolean)
    return {
      value: {
        isVpn,
        confidence: isVpn ? confidenceOfYes(findings) : confidenceOfNo(findings),
        mlScore: scoreOf(facts, findings),
        originTimezone: readText(facts, 'timezone') ?? '',
        methods: findings.methods,
      },
      evidence: evidenceOf(findings),
    }
  },
})

function find(facts: Facts, address: AddressFacts): Findings {
  const place = comparePlace(facts)
  const os = compareOs(facts)
  const mayBe = !isProvenCrawler(facts)
  return {
    address,
    place,
    os,
    methods: {
      timezoneMismatch: mayBe && place.isMismatch,
      publicVpn: mayBe && address.vpn !== undefined,
      osMismatch: mayBe && os.result === 'other',
      relay: mayBe && address.relay !== undefined,
    },
  }
}

function confidenceOfYes({ address, place, methods }: Findings): Confidence {
  if (methods.publicVpn || methods.relay || address.tor) return 'high'
  const isMajor = methods.timezoneMismatch && place.degree === 'major'
  const isMinor = methods.timezoneMismatch && !isMajor
  const isHosted = address.datacenter !== undefined
  const strong = [isMajor, methods.osMismatch, isHosted].filter(Boolean).length
  if (strong > 1) return 'high'
  if (isMajor || methods.osMismatch || (isMinor && isHosted)) return 'medium'
  return 'low'
}

/** Sure only when nothing was missing that could have spoken against it. */
function confidenceOfNo({ address, place, os }: Findings): Confidence {
  const isSeen = os.result === 'same' && place.reason === 'same_country'
  return isSeen && !address.datacenter ? 'high' : 'medium'
}

const smallPacketBytes = 1_420

function scoreOf({ network }: Facts, { address, place, methods }: Findings): number {
  const weights = networkModel.vpn
  const tcp = network.signature?.tcp
  const parts: readonly (readonly [isTrue: boolean, weight: number])[] = [
    [methods.publicVpn, weights.publicVpn],
    [methods.relay, weights.relay],
    [address.tor !== undefined, weights.tor],
    [methods.timezoneMismatch && place.degree === 'major', weights.zoneMajor],
    [methods.timezoneMismatch && place.degree === 'minor', weights.zoneMinor],
    [methods.osMismatch, weights.osMismatch],
    [address.datacenter !== undefined, weights.datacenter],
    [tcp?.captured === true && (tcp.mtu ?? Infinity) <= smallPacketBytes, weights.smallPackets],
    [place.reason === 'same_country', weights.sameCountry],
  ]
  const sum = parts.reduce<number>(
    (so, [isTrue, weight]) => so + (isTrue ? weight : 0),
    weights.bias,
  )
  return logistic(sum)
}

function evidenceOf({ address, place, os, methods }: Findings): Evidence[] {
  const found: Evidence[] = []
  if (methods.publicVpn && address.vpn)
    found.push({ says: inWords(address.vpn, 'a VPN exit'), weight: 0.95 })
  if (methods.relay && address.relay)
    found.push({ says: inWords(address.relay, 'a relay exit'), weight: 0.95 })
  if (methods.timezoneMismatch) found.push(zoneEvidence(address, place))
  if (methods.osMismatch && os.says) found.push({ says: os.says, weight: 0.6 })
  return found
}

function zoneEvidence({ geolocation }: AddressFacts, place: ZoneComparison): Evidence {
  const where = geolocation?.countryName ?? geolocation?.countryCode ?? 'another country'
  const isMajor = place.degree === 'major'
  const apart = isMajor ? 'three hours or more apart' : 'less than three hours apart'
  return {
    says: `the time zone of the browser is not one of ${where}, where the address is (${apart})`,
    weight: isMajor ? 0.7 : 0.4,
  }
}
