import { botCategories, botIdentities, confidenceLevels, rarePercentileBuckets } from '@whorl/wire'
import type { Node } from '../expressions/nodes'
import { readPath } from './read-path'

/** An event in the shape of Server API v4, of which anything may be absent. */
export type RuleEvent = Readonly<Record<string, unknown>>

/** What a field is: a kind, or the only texts that it can be. */
type FieldType = 'bool' | 'text' | 'number' | 'ip' | readonly string[]

const addressFields: Readonly<Record<string, FieldType>> = {
  address: 'ip',
  'geolocation.accuracy_radius': 'number',
  'geolocation.latitude': 'number',
  'geolocation.longitude': 'number',
  'geolocation.postal_code': 'text',
  'geolocation.timezone': 'text',
  'geolocation.city_name': 'text',
  'geolocation.country_code': 'text',
  'geolocation.country_name': 'text',
  'geolocation.continent_code': 'text',
  'geolocation.continent_name': 'text',
  asn: 'text',
  asn_name: 'text',
  asn_network: 'text',
  asn_type: 'text',
  datacenter_result: 'bool',
  datacenter_name: 'text',
}

const velocityCounts = [
  'distinct_ip',
  'distinct_linked_id',
  'distinct_country',
  'events',
  'ip_events',
  'distinct_ip_by_linked_id',
  'distinct_visitor_id_by_linked_id',
]
const velocityWindows = ['5_minutes', '1_hour', '24_hours']

/** Each field of the v4 event that a rule may ask, by its path there. */
export const ruleFieldTypes: Readonly<Record<string, FieldType>> = {
  bot: ['bad', 'good', 'not_detected'],
  bot_type: 'text',
  'bot_info.category': botCategories,
  'bot_info.provider': 'text',
  'bot_info.name': 'text',
  'bot_info.identity': botIdentities,
  'bot_info.confidence': confidenceLevels,
  incognito: 'bool',
  developer_tools: 'bool',
  privacy_settings: 'bool',
  tampering: 'bool',
  tampering_confidence: confidenceLevels,
  tampering_ml_score: 'number',
  'tampering_details.anomaly_score': 'number',
  'tampering_details.anti_detect_browser': 'bool',
  virtual_machine: 'bool',
  virtual_machine_ml_score: 'number',
  vpn: 'bool',
  vpn_confidence: confidenceLevels,
  vpn_ml_score: 'number',
  vpn_origin_timezone: 'text',
  vpn_origin_country: 'text',
  'vpn_methods.timezone_mismatch': 'bool',
  'vpn_methods.public_vpn': 'bool',
  'vpn_methods.auxiliary_mobile': 'bool',
  'vpn_methods.os_mismatch': 'bool',
  'vpn_methods.relay': 'bool',
  proxy: 'bool',
  proxy_confidence: confidenceLevels,
  proxy_ml_score: 'number',
  'proxy_details.proxy_type': ['residential', 'data_center', 'unknown'],
  'proxy_details.provider': 'text',
  'ip_blocklist.email_spam': 'bool',
  'ip_blocklist.attack_source': 'bool',
  'ip_blocklist.tor_node': 'bool',
  suspect: 'bool',
  suspect_score: 'number',
  replayed: 'bool',
  high_activity_device: 'bool',
  rare_device: 'bool',
  rare_device_percentile_bucket: rarePercentileBuckets,
  'identification.visitor_id': 'text',
  'identification.visitor_found': 'bool',
  'identification.confidence.score': 'number',
  'supplementary_id_high_recall.visitor_id': 'text',
  'supplementary_id_high_recall.visitor_found': 'bool',
  ip_address: 'ip',
  ...underEach(['ip_info.v4', 'ip_info.v6'], addressFields),
  ...underEach(
    velocityCounts.map((count) => `velocity.${count}`),
    Object.fromEntries(velocityWindows.map((window) => [window, 'number'])),
  ),
  'proximity.id': 'text',
  'proximity.precision_radius': 'number',
  'proximity.confidence': 'number',
  source: ['device', 'edge'],
  environment_id: 'text',
  linked_id: 'text',
  url: 'text',
  client_referrer: 'text',
  user_agent: 'text',
  device: 'text',
  os: 'text',
  os_version: 'text',
  'browser_details.browser_name': 'text',
  'browser_details.browser_major_version': 'text',
  'browser_details.browser_full_version': 'text',
  'browser_details.os': 'text',
  'browser_details.os_version': 'text',
  'browser_details.device': 'text',
  'sdk.platform': ['js', 'android', 'ios', 'unknown'],
  'sdk.version': 'text',
}

export const ruleFields: Readonly<Record<string, Node<RuleEvent>>> = {
  ...Object.fromEntries(
    Object.entries(ruleFieldTypes).map(([field, type]) => [field, toNode(field, type)]),
  ),
  tags: {
    kind: 'keyed',
    read: () => undefined,
    at: (key) => ({ kind: 'text', read: (event) => asText(readPath(event, ['tags', key])) }),
  },
}

function toNode(field: string, type: FieldType): Node<RuleEvent> {
  const path = field.split('.')
  const kind = typeof type === 'string' ? type : 'text'
  const wanted = kind === 'bool' ? 'boolean' : kind === 'number' ? 'number' : 'string'
  return {
    kind,
    read: (event) => {
      const value = readPath(event, path)
      // An event that somebody describes may hold anything: what has the wrong type is not there.
      return typeof value === wanted ? (value as string | number | boolean) : undefined
    },
    ...(typeof type !== 'string' && { choice: { field, values: type } }),
  }
}

/** A tag may be any JSON; what has parts is no text. */
function asText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? value : undefined
}

function underEach(
  places: readonly string[],
  fields: Readonly<Record<string, FieldType>>,
): Record<string, FieldType> {
  return Object.fromEntries(
    places.flatMap((place) =>
      Object.entries(fields).map(([field, type]) => [`${place}.${field}`, type]),
    ),
  )
}
