import { Type } from 'typebox'

const closed = { additionalProperties: false }
const text = (description: string) => Type.Optional(Type.String({ description }))
const flag = (description: string) => Type.Optional(Type.Boolean({ description }))
const share = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 1, description }))

export const confidenceWords = ['low', 'medium', 'high'] as const
export const proxyTypes = ['residential', 'data_center', 'unknown'] as const

export const precisionRadii = [10, 25, 65, 175, 450, 1200, 3300, 8500, 22500] as const

const GeolocationV4 = Type.Object(
  {
    accuracy_radius: Type.Optional(Type.Integer({ minimum: 0, description: 'Kilometres.' })),
    latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    postal_code: Type.Optional(Type.String()),
    timezone: text('IANA name.'),
    city_name: Type.Optional(Type.String()),
    country_code: Type.Optional(
      Type.String({ minLength: 2, maxLength: 2, description: 'ISO 3166-1 alpha-2.' }),
    ),
    country_name: Type.Optional(Type.String()),
    continent_code: Type.Optional(Type.String({ minLength: 2, maxLength: 2 })),
    continent_name: Type.Optional(Type.String()),
    subdivisions: Type.Optional(
      Type.Array(Type.Object({ iso_code: Type.String(), name: Type.String() }, closed)),
    ),
  },
  closed,
)

const addressParts = {
  geolocation: Type.Optional(GeolocationV4),
  asn: text('Number of the network that announces the address, without `AS`.'),
  asn_name: Type.Optional(Type.String()),
  asn_network: text('CIDR.'),
  asn_type: text('`hosting`, `isp`, `business` or `education`; absent when not known.'),
  datacenter_result: flag('The address is of a data centre.'),
  datacenter_name: Type.Optional(Type.String()),
}
const addressV4 = (format: 'ipv4' | 'ipv6') =>
  Type.Optional(Type.Object({ address: Type.String({ format }), ...addressParts }, closed))

/** Where an address is and whose it is, in Server API v4. */
export const IpInfoV4 = Type.Object({ v4: addressV4('ipv4'), v6: addressV4('ipv6') }, closed)

const VpnMethodsV4 = Type.Object(
  {
    timezone_mismatch: flag('The zone of the browser belongs to another country than its address.'),
    public_vpn: flag('The address is one of a known VPN service.'),
    auxiliary_mobile: flag('Only on phones.'),
    os_mismatch: flag('The connection is one of another system than the browser.'),
    relay: flag('The address is one of a relay such as iCloud Private Relay.'),
  },
  closed,
)

/** Fields of proxy and VPN that events of devices and of edges share. */
export const anonymityPartsV4 = {
  proxy: flag('Somebody else opens the connection for the visitor.'),
  proxy_confidence: Type.Optional(Type.Enum(confidenceWords)),
  proxy_details: Type.Optional(
    Type.Object(
      {
        proxy_type: Type.Enum(proxyTypes),
        last_seen_at: Type.Optional(Type.Integer({ description: 'Unix ms.' })),
        provider: Type.Optional(Type.String()),
      },
      { ...closed, description: 'Only when `proxy` is true.' },
    ),
  ),
  vpn: flag('Any of `vpn_methods`.'),
  vpn_confidence: Type.Optional(Type.Enum(confidenceWords)),
  vpn_methods: Type.Optional(VpnMethodsV4),
}

/** Fields of the network that only events of devices have. */
export const devicePartsV4 = {
  ip_blocklist: Type.Optional(
    Type.Object(
      {
        email_spam: flag('On a list of senders of spam that the operator installed.'),
        attack_source: flag('On a list of attackers that the operator installed.'),
        tor_node: flag('A listed exit of the Tor network.'),
      },
      closed,
    ),
  ),
  proxy_ml_score: share('Of a fixed table of weights, not a learned model; three decimals.'),
  vpn_ml_score: share('Of a fixed table of weights, not a learned model; three decimals.'),
  vpn_origin_timezone: text('Time zone of the browser, as it was sent.'),
  vpn_origin_country: text(
    'Country that this time zone is named for, ISO 3166-1 alpha-2; `unknown` for one without a place.',
  ),
  proximity: Type.Optional(
    Type.Object(
      {
        id: Type.String({ description: 'The same for devices that are near each other.' }),
        precision_radius: Type.Enum(precisionRadii, { description: 'Metres.' }),
        confidence: Type.Number({
          minimum: 0,
          maximum: 1,
          description: 'Chance that the device is in the area of the id.',
        }),
      },
      closed,
    ),
  ),
}
