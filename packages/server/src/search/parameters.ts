import { rarePercentileBuckets, visitorIdPattern } from '@whorl/wire'
import { Type } from 'typebox'

const invalid = { 'x-whorl-error': 'invalid_parameter' }
const flag = (description: string) => Type.Optional(Type.Boolean({ ...invalid, description }))
const text = (description: string) => Type.Optional(Type.String({ ...invalid, description }))
/** No event has it yet, so that none is found. */
const absent = (what: string) => flag(`${what}. No event has it yet: none is found.`)

/** Parameters that both generations of the search have. */
export const sharedParameters = {
  pagination_key: Type.Optional(
    Type.String({
      'x-whorl-error': 'invalid_pagination_key',
      description: 'From the answer before: goes on behind it.',
    }),
  ),
  visitor_id: Type.Optional(
    Type.String({
      pattern: visitorIdPattern.source,
      'x-whorl-error': 'invalid_visitor_id',
      description: 'Also finds the events of ids that were merged with it.',
    }),
  ),
  bot: Type.Optional(
    Type.Enum(['all', 'good', 'bad', 'none'], {
      'x-whorl-error': 'invalid_bot_type',
      description: '`all`: good or bad; `none`: judged, and no bot found.',
    }),
  ),
  linked_id: Type.Optional(Type.String({ maxLength: 256, 'x-whorl-error': 'linked_id_too_long' })),
  reverse: Type.Optional(
    Type.Boolean({ 'x-whorl-error': 'invalid_reverse', description: 'Oldest first.' }),
  ),
  suspect: flag('As an update has set it.'),
  vpn: flag('Through a VPN or a relay.'),
  virtual_machine: flag('A virtual machine.'),
  tampering: flag('What the browser says about itself was replaced.'),
  anti_detect_browser: flag('Contradictions of the kinds that injection tools make.'),
  incognito: flag('A private window.'),
  privacy_settings: flag('The browser itself hides what it runs on.'),
  developer_tools: flag('Developer tools are open.'),
  rare_device: flag('A rare configuration.'),
  proxy: flag('Through a proxy.'),
  jailbroken: absent('A jailbroken device'),
  frida: absent('Frida is attached'),
  factory_reset: absent('The device was reset'),
  cloned_app: absent('A cloned app'),
  emulator: absent('An emulator'),
  root_apps: absent('Root tools are installed'),
  location_spoofing: absent('The position is false'),
  mitm_attack: absent('The connection is intercepted'),
  vpn_confidence: Type.Optional(Type.Enum(['high', 'medium', 'low'], invalid)),
  min_suspect_score: Type.Optional(
    Type.Number({ ...invalid, description: 'This suspect score or a higher one.' }),
  ),
  rare_device_percentile_bucket: Type.Optional(Type.Enum([...rarePercentileBuckets], invalid)),
  sdk_version: text('Exactly this version of the agent.'),
  sdk_platform: Type.Optional(Type.Enum(['js', 'android', 'ios'], invalid)),
  environment: Type.Optional(
    Type.Array(Type.String(), { ...invalid, description: 'Of any of these environments.' }),
  ),
  proximity_id: text('The area of the device.'),
}
