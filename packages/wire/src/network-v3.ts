import { type Static, Type } from 'typebox'
import { confidenceWords, precisionRadii, proxyTypes } from './network-v4'

const closed = { additionalProperties: false }
const named = Type.Object(
  { code: Type.String({ minLength: 2, maxLength: 2 }), name: Type.String() },
  closed,
)

/** Where an address is, in Server API v3. */
export const GeolocationV3 = Type.Object(
  {
    accuracyRadius: Type.Optional(Type.Integer({ minimum: 0, description: 'Kilometres.' })),
    latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    postalCode: Type.Optional(Type.String()),
    timezone: Type.Optional(Type.String()),
    city: Type.Optional(Type.Object({ name: Type.String() }, closed)),
    country: Type.Optional(named),
    continent: Type.Optional(named),
    subdivisions: Type.Optional(
      Type.Array(Type.Object({ isoCode: Type.String(), name: Type.String() }, closed)),
    ),
  },
  closed,
)
export type GeolocationV3 = Static<typeof GeolocationV3>

const addressParts = {
  geolocation: GeolocationV3,
  asn: Type.Optional(
    Type.Object(
      {
        asn: Type.String(),
        name: Type.String(),
        network: Type.String(),
        type: Type.Optional(Type.String()),
      },
      closed,
    ),
  ),
  datacenter: Type.Optional(Type.Object({ result: Type.Boolean(), name: Type.String() }, closed)),
}
const addressV3 = (format: 'ipv4' | 'ipv6') =>
  Type.Optional(Type.Object({ address: Type.String({ format }), ...addressParts }, closed))

const data = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Optional(Type.Object({ data: schema }, closed))

const score = Type.Optional(Type.Number({ minimum: 0, maximum: 1 }))

/** Products of Server API v3 that tell about the network. */
export const networkProductsV3 = {
  ipInfo: data(Type.Object({ v4: addressV3('ipv4'), v6: addressV3('ipv6') }, closed)),
  ipBlocklist: data(
    Type.Object(
      {
        result: Type.Boolean(),
        details: Type.Object({ emailSpam: Type.Boolean(), attackSource: Type.Boolean() }, closed),
      },
      closed,
    ),
  ),
  tor: data(Type.Object({ result: Type.Boolean() }, closed)),
  vpn: data(
    Type.Object(
      {
        result: Type.Boolean(),
        confidence: Type.Enum(confidenceWords),
        mlScore: score,
        originTimezone: Type.String(),
        originCountry: Type.String({ description: '`unknown` in browsers.' }),
        methods: Type.Object(
          {
            timezoneMismatch: Type.Boolean(),
            publicVPN: Type.Boolean(),
            auxiliaryMobile: Type.Boolean(),
            osMismatch: Type.Boolean(),
            relay: Type.Boolean(),
          },
          closed,
        ),
      },
      closed,
    ),
  ),
  proxy: data(
    Type.Object(
      {
        result: Type.Boolean(),
        confidence: Type.Enum(confidenceWords),
        mlScore: score,
        details: Type.Optional(
          Type.Object(
            {
              proxyType: Type.Enum(proxyTypes),
              lastSeenAt: Type.Optional(Type.String({ format: 'date-time' })),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
  ),
  proximity: data(
    Type.Object(
      {
        id: Type.String(),
        precisionRadius: Type.Enum(precisionRadii, { description: 'Metres.' }),
        confidence: Type.Number({ minimum: 0, maximum: 1 }),
      },
      closed,
    ),
  ),
}
