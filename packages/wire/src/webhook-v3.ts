import { type TSchema, Type } from 'typebox'
import { EventResponseV3 } from './event-v3'

type Products = EventResponseV3['products']
type Identification = Products['identification']['data']
/** Products that a webhook tells in another form. */
type Retold = 'identification' | 'botd' | 'incognito'

export interface SupplementaryIdV3 {
  readonly visitorId: string
  readonly visitorFound: boolean
  readonly confidence: { readonly score: number; readonly comment?: string }
  readonly firstSeenAt: Identification['firstSeenAt']
  readonly lastSeenAt: Identification['lastSeenAt']
}

/** Body of a webhook of the third generation: flat, each product as its data. */
export type WebhookV3 = Omit<Identification, 'suspect' | 'sdk'> & {
  readonly sdk: NonNullable<Identification['sdk']>
  readonly clientReferrer: string
  readonly userAgent: string
  readonly bot?: NonNullable<Products['botd']>['data']['bot']
  readonly supplementaryIds?: {
    readonly standard: SupplementaryIdV3
    readonly highRecall: SupplementaryIdV3
  }
} & {
  readonly [Name in Exclude<keyof Products, Retold>]?: NonNullable<Products[Name]>['data']
}

const closed = { additionalProperties: false }
const {
  identification,
  botd,
  incognito: _plain,
  ...others
} = EventResponseV3.properties.products.properties
const { suspect: _notTold, sdk, ...visit } = identification.properties.data.properties

const SupplementaryId = Type.Object(
  {
    visitorId: Type.String(),
    visitorFound: Type.Boolean(),
    confidence: Type.Object(
      { score: Type.Number(), comment: Type.Optional(Type.String()) },
      closed,
    ),
    firstSeenAt: visit.firstSeenAt,
    lastSeenAt: visit.lastSeenAt,
  },
  closed,
)

/** Closed schema of `WebhookV3` (Fingerprint OpenAPI 3.7.0, `Webhook`). */
export const WebhookV3 = Type.Object(
  {
    ...visit,
    // Optional in events, required here.
    sdk: Type.Object({ ...sdk.properties }, closed),
    clientReferrer: Type.String(),
    userAgent: Type.String(),
    bot: Type.Optional(botd.properties.data.properties.bot),
    supplementaryIds: Type.Optional(
      Type.Object({ standard: SupplementaryId, highRecall: SupplementaryId }, closed),
    ),
    ...Object.fromEntries(
      Object.entries(others).map(([name, product]): [string, TSchema] => [
        name,
        Type.Optional(product.properties.data),
      ]),
    ),
  },
  { ...closed, description: 'One identification, flat.' },
)
