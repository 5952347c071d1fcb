import { Type } from 'typebox'

const closed = { additionalProperties: false }

const CountsV4 = Type.Object(
  {
    '5_minutes': Type.Integer(),
    '1_hour': Type.Integer(),
    '24_hours': Type.Optional(Type.Integer()),
  },
  {
    ...closed,
    description:
      'Counted back from the event, which is included. The 24 hours of distinct counts are left ' +
      'out when the visitor had more than 20,000 events in them.',
  },
)

/** Velocity in Server API v4. */
export const VelocityV4 = Type.Object(
  {
    distinct_ip: Type.Optional(CountsV4),
    distinct_linked_id: Type.Optional(CountsV4),
    distinct_country: Type.Optional(CountsV4),
    events: Type.Optional(CountsV4),
    ip_events: Type.Optional(CountsV4),
    distinct_ip_by_linked_id: Type.Optional(CountsV4),
    distinct_visitor_id_by_linked_id: Type.Optional(CountsV4),
  },
  {
    ...closed,
    description:
      'What the visitor, the address and the linked id of the event add up to. Counts that the ' +
      'event has no data for are left out.',
  },
)

const CountsV3 = Type.Object(
  {
    intervals: Type.Optional(
      Type.Object(
        { '5m': Type.Integer(), '1h': Type.Integer(), '24h': Type.Optional(Type.Integer()) },
        closed,
      ),
    ),
  },
  { ...closed, description: 'Empty when the event has no data for it.' },
)

/** Velocity in Server API v3: all seven are always there. */
export const VelocityV3 = Type.Object(
  {
    distinctIp: CountsV3,
    distinctLinkedId: CountsV3,
    distinctCountry: CountsV3,
    events: CountsV3,
    ipEvents: CountsV3,
    distinctIpByLinkedId: CountsV3,
    distinctVisitorIdByLinkedId: CountsV3,
  },
  closed,
)

/** High activity in Server API v3. */
export const HighActivityV3 = Type.Object(
  {
    result: Type.Boolean(),
    dailyRequests: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Events of the visitor in 24 hours; present when the result is true.',
      }),
    ),
  },
  closed,
)
