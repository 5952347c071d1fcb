import { type Static, Type } from 'typebox'
import { EventResponseV3 } from './event-v3'
import { EventV4 } from './event-v4'

const closed = { additionalProperties: false }

/** Answer of `GET /v4/events`. */
export const SearchResponseV4 = Type.Object(
  {
    events: Type.Array(EventV4),
    pagination_key: Type.Optional(
      Type.String({ description: 'Present when there are more events; opaque.' }),
    ),
    total_hits: Type.Optional(
      Type.Integer({ description: 'Events on all pages, up to the number that was asked for.' }),
    ),
  },
  { ...closed, description: 'The events of one page.' },
)
export type SearchResponseV4 = Static<typeof SearchResponseV4>

/** Answer of `GET /events/search` of Server API v3. */
export const SearchResponseV3 = Type.Object(
  {
    events: Type.Array(EventResponseV3),
    paginationKey: Type.Optional(
      Type.String({ description: 'Present when there are more events; opaque.' }),
    ),
  },
  { ...closed, description: 'The events of one page, product by product.' },
)
export type SearchResponseV3 = Static<typeof SearchResponseV3>
