import type { AddressLabel, Provenance, ProxyLabel } from '@whorl/core'
import type { AddressLabels } from '../ip-provider'
import { child, dayOf, flagOf, type MmdbRecord, numberOf, textOf } from './record'

const dayMs = 86_400_000

/**
 * The labels in a record: MaxMind's Anonymous IP, Anonymous Plus, IP Risk and Enterprise, IPinfo's
 * privacy files, IP2Location's proxy files.
 */
export function readLabels(record: MmdbRecord, from: Provenance): AddressLabels {
  const fields = { ...child(record, 'traits'), ...record }
  const provider = textOf(fields, 'provider_name', 'service', 'provider')
  const named: AddressLabel = { by: 'provider', ...(provider && { name: provider }), from }
  const plain: AddressLabel = { by: 'provider', from }
  const proxyType = textOf(fields, 'proxy_type')
  const isVpn = flagOf(fields, 'is_anonymous_vpn', 'vpn', 'is_vpn') || proxyType === 'VPN'
  // IP2Location calls relays consumer privacy networks.
  const isRelay = flagOf(fields, 'relay', 'is_relay') || proxyType === 'CPN'
  const isTor = flagOf(fields, 'is_tor_exit_node', 'tor', 'is_tor') || proxyType === 'TOR'
  const isHosting =
    flagOf(fields, 'is_hosting_provider', 'hosting', 'is_hosting') || proxyType === 'DCH'
  const proxy = readProxy(fields, isVpn || isRelay ? plain : named)
  const threats = (textOf(fields, 'threat') ?? '').split('/')
  return {
    ...(isHosting && { datacenter: plain }),
    ...(isVpn && { vpn: named }),
    ...(isRelay && { relay: isVpn ? plain : named }),
    ...(isTor && { tor: plain }),
    ...(proxy && { proxy }),
    ...(threats.some((threat) => attacks.has(threat)) && { attackSource: plain }),
    ...(threats.includes('SPAM') && { emailSpam: plain }),
  }
}

const attacks: ReadonlySet<string> = new Set(['SCANNER', 'BOTNET'])

function readProxy(fields: MmdbRecord, label: AddressLabel): ProxyLabel | undefined {
  const proxyType = textOf(fields, 'proxy_type')
  const isResidential = flagOf(fields, 'is_residential_proxy') || proxyType === 'RES'
  const isOther =
    flagOf(fields, 'is_public_proxy', 'proxy', 'is_proxy') ||
    proxyType === 'PUB' ||
    proxyType === 'WEB'
  if (!isResidential && !isOther) return undefined
  return toProxy(label, isResidential ? 'residential' : 'unknown', fields)
}

/** MaxMind's Residential Proxy: every record is one. */
export function readResidentialProxy(record: MmdbRecord, from: Provenance): AddressLabels {
  const name = textOf(record, 'provider_name')
  if (name === undefined && record.network_last_seen === undefined) return {}
  const label: AddressLabel = { by: 'provider', ...(name && { name }), from }
  return { proxy: toProxy(label, 'residential', record) }
}

function toProxy(label: AddressLabel, type: ProxyLabel['type'], fields: MmdbRecord): ProxyLabel {
  const day = dayOf(textOf(fields, 'network_last_seen', 'last_seen'))
  // IP2Location counts the days before the file was made.
  const daysAgo = day === undefined ? numberOf(fields, 'last_seen') : undefined
  const lastSeenAt = daysAgo === undefined ? day : label.from.asOf - daysAgo * dayMs
  return { ...label, type, ...(lastSeenAt !== undefined && { lastSeenAt }) }
}
