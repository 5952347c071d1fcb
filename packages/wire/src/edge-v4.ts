import { type Static, Type } from 'typebox'
import { BotInfoV4 } from './event-v4'
import { anonymityPartsV4, IpInfoV4 } from './network-v4'

const closed = { additionalProperties: false }

const HeaderV4 = Type.Object(
  {
    name: Type.String({
      // RFC 9110, 5.6.2; the colon of HTTP/2's own fields comes along where a runtime shows them.
      pattern: "^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
      description: 'As the request has it, in its own spelling where the runtime keeps it.',
    }),
    value: Type.String({
      // A line break would let one header write the next one.
      pattern: '^[^\\u0000\\r\\n]*$',
      description: 'Empty in headers that hold secrets: Cookie, Authorization and their like.',
    }),
  },
  closed,
)

/** What a server reports of a request that it got: the body of `POST /v4/edge`. */
export const EdgeRequestV4 = Type.Object(
  {
    headers: Type.Array(HeaderV4, {
      minItems: 1,
      description: 'One entry for each header line, in the order of the request.',
    }),
    method: Type.String({ pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$" }),
    url: Type.String({
      pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s#\\\\]+$',
      description: 'Absolute, http or https, without a fragment.',
    }),
    ipv4_address: Type.Optional(
      Type.String({ format: 'ipv4', description: 'This or `ipv6_address` must be there.' }),
    ),
    ipv6_address: Type.Optional(
      Type.String({ format: 'ipv6', description: 'IPv4-mapped ones are reported as IPv4.' }),
    ),
    linked_id: Type.Optional(Type.String({ maxLength: 256 })),
    tags: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'Kept with the event as they are.',
      }),
    ),
  },
  { ...closed, description: 'A request that your server got.' },
)
export type EdgeRequestV4 = Static<typeof EdgeRequestV4>

/**
 * The answer of `POST /v4/edge`, closed as the published schema is (Fingerprint OpenAPI 3.7.0), and
 * what `GET /v4/events/{event_id}` shows of such an event. A field without data is left out.
 */
export const EdgeResponseV4 = Type.Object(
  {
    event_id: Type.String({ description: 'Unix ms, a dot, and six letters or digits.' }),
    timestamp: Type.Integer({ description: 'Unix ms; the first part of the event id.' }),
    source: Type.Literal('edge'),
    linked_id: Type.Optional(Type.String()),
    tags: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    url: Type.String({ description: 'As it was sent.' }),
    bot_info: Type.Optional(BotInfoV4),
    ip_info: IpInfoV4,
    ...anonymityPartsV4,
  },
  { ...closed, description: 'What a request tells without a device.' },
)
export type EdgeResponseV4 = Static<typeof EdgeResponseV4>
