import type { AddressSightings, Facts } from '../facts'
import type { AddressFacts } from '../ip-facts'
import { clientAddressFacts, inWords, isProvenCrawler } from './client-address'
import { comparePlace } from './compare-place'
import { findContradictions } from './contradictions'
import { defineSmartSignal, type ProxyVerdict, type Verdict } from './define'
import { logistic, networkModel } from './network-model'
import { compareOs } from './os-mismatch'

/** So many zones of other countries no household, hotel or company has within a day. */
const foreignZonesMin = 4

type Found = Pick<Verdict<ProxyVerdict>, 'evidence'> &
  Pick<ProxyVerdict, 'confidence'> & { readonly details: NonNullable<ProxyVerdict['details']> }

export const proxy = defineSmartSignal({
  name: 'proxy',
  docs: 'Somebody else opens the connection for the visitor: the address is a listed or observed proxy exit, or the connection is one of another system than the browser.',
  isJudgedOnce: true,
  detect(facts) {
    const address = clientAddressFacts(facts)
    if (!address) return undefined
    const mlScore = scoreOf(facts, address)
    const found = isProvenCrawler(facts) ? undefined : findProxy(facts, address)
    if (!found) return { value: { isProxy: false, confidence: 'high', mlScore }, evidence: [] }
    const { confidence, details, evidence } = found
    return { value: { isProxy: true, confidence, mlScore, details }, evidence }
  },
})

function findProxy(facts: Facts, address: AddressFacts): Found | undefined {
  return byLabel(address) ?? byConnection(facts, address) ?? bySightings(facts, address)
}

function byLabel({ proxy: label }: AddressFacts): Found | undefined {
  if (!label) return undefined
  const { type, lastSeenAt, name } = label
  return {
    confidence: 'high',
    details: {
      type,
      ...(lastSeenAt !== undefined && { lastSeenAt }),
      ...(name && { provider: name }),
    },
    evidence: [{ says: inWords(label, 'a proxy'), weight: 0.95 }],
  }
}

/** A page that contradicts itself lies about its system; its connection then tells nothing more. */
function byConnection(facts: Facts, address: AddressFacts): Found | undefined {
  const { result, says } = compareOs(facts)
  if (result !== 'other' || says === undefined || address.tor || address.relay) return undefined
  if (findContradictions(facts).length > 0) return undefined
  const { name } = address.datacenter ?? {}
  return {
    confidence: 'medium',
    details: {
      type: address.datacenter ? 'data_center' : 'residential',
      lastSeenAt: facts.now,
      ...(name && { provider: name }),
    },
    evidence: [{ says, weight: 0.7 }],
  }
}

/** Exits of data centres, VPNs, relays and Tor have many users from everywhere anyway. */
function bySightings({ network }: Facts, address: AddressFacts): Found | undefined {
  const { sightings } = network
  if (!sightings || sightings.foreignZones < foreignZonesMin || address.isBogon) return undefined
  if (address.datacenter || address.vpn || address.relay || address.tor) return undefined
  return {
    confidence: 'medium',
    details: { type: 'residential', ...lastSeen(sightings) },
    evidence: [
      {
        says: `browsers with ${sightings.foreignZones} time zones of other countries came from this address within a day`,
        weight: 0.7,
      },
    ],
  }
}

const lastSeen = ({ foreignSeenAt }: AddressSightings) =>
  foreignSeenAt === undefined ? {} : { lastSeenAt: foreignSeenAt }

const foreignZonesMax = 5

function scoreOf(facts: Facts, address: AddressFacts): number {
  const weights = networkModel.proxy
  const foreignZones = Math.min(facts.network.sightings?.foreignZones ?? 0, foreignZonesMax)
  const parts = [
    address.proxy ? weights.listed : 0,
    compareOs(facts).result === 'other' ? weights.osMismatch : 0,
    address.datacenter ? weights.datacenter : 0,
    comparePlace(facts).degree === 'major' ? weights.zoneMajor : 0,
    foreignZones * weights.foreignZone,
  ]
  return logistic(parts.reduce<number>((sum, part) => sum + part, weights.bias))
}
