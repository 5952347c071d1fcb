import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const

/** Answer of v3 `GET /related-visitors`, closed as published (Fingerprint OpenAPI 3.7.0). */
export const RelatedVisitorsResponseV3 = Type.Object(
  {
    relatedVisitors: Type.Array(
      Type.Object(
        { visitorId: Type.String({ description: 'Another visitor of the same device.' }) },
        closed,
      ),
    ),
  },
  closed,
)
export type RelatedVisitorsResponseV3 = Static<typeof RelatedVisitorsResponseV3>
