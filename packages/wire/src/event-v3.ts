import { type Static, Type } from 'typebox'
import { GeolocationV3, networkProductsV3 } from './network-v3'
import { HighActivityV3, VelocityV3 } from './velocity'
import { rarePercentileBuckets } from './verdict-words'

const closed = { additionalProperties: false }
const isoTime = () => Type.String({ format: 'date-time' })

const SeenAtV3 = Type.Object(
  {
    global: Type.Union([isoTime(), Type.Null()]),
    subscription: Type.Union([isoTime(), Type.Null()]),
  },
  { ...closed, description: 'Null when not known. Both keys hold the same time here.' },
)

const ConfidenceV3 = Type.Object(
  {
    score: Type.Number({ minimum: 0, maximum: 1 }),
    revision: Type.Optional(Type.String()),
    comment: Type.Optional(Type.String()),
  },
  closed,
)

const BrowserDetailsV3 = Type.Object(
  {
    browserName: Type.String(),
    browserMajorVersion: Type.String(),
    browserFullVersion: Type.String(),
    os: Type.String(),
    osVersion: Type.String(),
    device: Type.String(),
    userAgent: Type.String(),
  },
  closed,
)

const SdkV3 = Type.Object(
  {
    platform: Type.String(),
    version: Type.String(),
    integrations: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.Optional(Type.String()),
            version: Type.Optional(Type.String()),
            subintegration: Type.Optional(
              Type.Object(
                { name: Type.Optional(Type.String()), version: Type.Optional(Type.String()) },
                closed,
              ),
            ),
          },
          closed,
        ),
      ),
    ),
  },
  closed,
)

/** One attribute in v3: a value, an error, or neither where the browser has no such thing. */
const RawAttributeV3 = Type.Object(
  {
    value: Type.Optional(Type.Unknown()),
    error: Type.Optional(
      Type.Object(
        { name: Type.Optional(Type.String()), message: Type.Optional(Type.String()) },
        closed,
      ),
    ),
  },
  closed,
)
export type RawAttributeV3 = Static<typeof RawAttributeV3>

const RawAttributesV3 = Type.Record(Type.String(), RawAttributeV3, {
  description: 'An entry for each attribute that was tried; absent without Smart Signals.',
})

const visitParts = {
  requestId: Type.String({ description: 'The same value as event_id of v4.' }),
  browserDetails: BrowserDetailsV3,
  incognito: Type.Boolean({ description: 'Required by the schema; false where nothing is known.' }),
  ip: Type.String(),
  ipLocation: Type.Optional(GeolocationV3),
  linkedId: Type.Optional(Type.String()),
  timestamp: Type.Integer({ description: 'Unix ms.' }),
  time: isoTime(),
  url: Type.String(),
  tag: Type.Record(Type.String(), Type.Unknown()),
  confidence: Type.Optional(ConfidenceV3),
  visitorFound: Type.Boolean(),
  firstSeenAt: SeenAtV3,
  lastSeenAt: SeenAtV3,
  components: Type.Optional(RawAttributesV3),
}

/** One entry of a visitor's history in Server API v3. */
export const VisitV3 = Type.Object(visitParts, closed)
export type VisitV3 = Static<typeof VisitV3>

/** Answer of `GET /visitors/{visitor_id}` of Server API v3. */
export const VisitorsResponseV3 = Type.Object(
  {
    visitorId: Type.String(),
    visits: Type.Array(VisitV3),
    lastTimestamp: Type.Optional(
      Type.Integer({ description: 'Unix ms of the last visit scanned.' }),
    ),
    paginationKey: Type.Optional(
      Type.String({ description: 'Present when there are more visits to scan.' }),
    ),
  },
  { ...closed, description: 'Visits of one visitor, newest first.' },
)
export type VisitorsResponseV3 = Static<typeof VisitorsResponseV3>

/** Errors of `GET /visitors/{visitor_id}` are plain text, unlike all others. */
export const VisitorsErrorV3 = Type.Object({ error: Type.String() }, closed)
export type VisitorsErrorV3 = Static<typeof VisitorsErrorV3>

const IdentificationV3 = Type.Object(
  {
    visitorId: Type.String(),
    ...visitParts,
    suspect: Type.Optional(Type.Boolean()),
    replayed: Type.Boolean(),
    sdk: Type.Optional(SdkV3),
    environmentId: Type.Optional(Type.String()),
  },
  closed,
)

const BotdV3 = Type.Object(
  {
    bot: Type.Object(
      {
        result: Type.Enum(['notDetected', 'good', 'bad']),
        type: Type.Optional(Type.String()),
      },
      closed,
    ),
    linkedId: Type.Optional(Type.String()),
    url: Type.String(),
    ip: Type.String(),
    time: isoTime(),
    userAgent: Type.String(),
    requestId: Type.String(),
  },
  closed,
)

const ResultV3 = Type.Object({ result: Type.Boolean() }, closed)

const TamperingV3 = Type.Object(
  {
    result: Type.Boolean(),
    confidence: Type.Enum(['low', 'medium', 'high']),
    anomalyScore: Type.Number({ minimum: 0, maximum: 1 }),
    mlScore: Type.Number({ minimum: 0, maximum: 1 }),
    antiDetectBrowser: Type.Boolean(),
  },
  closed,
)

const VirtualMachineV3 = Type.Object(
  {
    result: Type.Boolean(),
    mlScore: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  closed,
)

const RareDeviceV3 = Type.Object(
  {
    result: Type.Optional(Type.Boolean()),
    percentileBucket: Type.Optional(Type.Enum(rarePercentileBuckets)),
  },
  closed,
)

/**
 * Answer of `GET /events/{request_id}` of Server API v3, as far as Whorl fills it, closed as the
 * published schema is (Fingerprint OpenAPI 3.7.0).
 */
export const EventResponseV3 = Type.Object(
  {
    products: Type.Object(
      {
        identification: Type.Object({ data: IdentificationV3 }, closed),
        botd: Type.Optional(Type.Object({ data: BotdV3 }, closed)),
        suspectScore: Type.Optional(
          Type.Object({ data: Type.Object({ result: Type.Integer() }, closed) }, closed),
        ),
        incognito: Type.Optional(Type.Object({ data: ResultV3 }, closed)),
        developerTools: Type.Optional(Type.Object({ data: ResultV3 }, closed)),
        privacySettings: Type.Optional(Type.Object({ data: ResultV3 }, closed)),
        tampering: Type.Optional(Type.Object({ data: TamperingV3 }, closed)),
        virtualMachine: Type.Optional(Type.Object({ data: VirtualMachineV3 }, closed)),
        remoteControl: Type.Optional(Type.Object({ data: ResultV3 }, closed)),
        rareDevice: Type.Optional(Type.Object({ data: RareDeviceV3 }, closed)),
        ...networkProductsV3,
        velocity: Type.Optional(Type.Object({ data: VelocityV3 }, closed)),
        highActivity: Type.Optional(Type.Object({ data: HighActivityV3 }, closed)),
        rawDeviceAttributes: Type.Optional(Type.Object({ data: RawAttributesV3 }, closed)),
      },
      closed,
    ),
  },
  { ...closed, description: 'One identification, product by product.' },
)
export type EventResponseV3 = Static<typeof EventResponseV3>
