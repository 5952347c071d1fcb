import { type Static, Type } from 'typebox'
import { anonymityPartsV4, devicePartsV4, IpInfoV4 } from './network-v4'
import { RawAttributesV4 } from './raw-attributes-v4'
import { RuleActionV4 } from './rule-action'
import { VelocityV4 } from './velocity'
import {
  botCategories,
  botIdentities,
  confidenceLevels,
  rarePercentileBuckets,
} from './verdict-words'

const closed = { additionalProperties: false }
const text = (description: string) => Type.Optional(Type.String({ description }))
const flag = (description: string) => Type.Optional(Type.Boolean({ description }))
const unixMs = (description: string) => Type.Optional(Type.Integer({ description }))

const share = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 1, description }))

const Confidence = Type.Object(
  {
    score: Type.Number({ minimum: 0, maximum: 1 }),
    version: text('Which version of the identification gave the score.'),
    comment: Type.Optional(Type.String()),
  },
  closed,
)

const IdentificationV4 = Type.Object(
  {
    visitor_id: Type.String({ description: '20 letters and digits.' }),
    confidence: Type.Optional(Confidence),
    visitor_found: Type.Boolean({ description: 'The visitor had been seen before.' }),
    first_seen_at: unixMs('When the visitor was first seen, Unix ms; absent on the first sight.'),
    last_seen_at: unixMs('When it was seen before this event, Unix ms.'),
  },
  closed,
)

const SupplementaryIdHighRecallV4 = Type.Object(
  {
    visitor_id: Type.String({
      description: '20 letters and digits and `_hr`: one id for all visitors that may be the same.',
    }),
    visitor_found: Type.Boolean({ description: 'The id had been given before.' }),
    confidence: Type.Optional(Confidence),
    first_seen_at: unixMs('When the id was first given, Unix ms; absent on the first sight.'),
    last_seen_at: unixMs('When its visitor was seen before this event, Unix ms.'),
  },
  closed,
)

const SdkV4 = Type.Object(
  {
    platform: Type.Enum(['js', 'android', 'ios', 'unknown']),
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

const BrowserDetailsV4 = Type.Object(
  {
    browser_name: Type.String(),
    browser_major_version: Type.String(),
    browser_full_version: Type.String(),
    os: Type.String(),
    os_version: Type.String(),
    device: Type.String({ description: '`Other` on desktops.' }),
  },
  closed,
)

/** Who a program says it is, in Server API v4. */
export const BotInfoV4 = Type.Object(
  {
    category: Type.Enum(botCategories),
    provider: Type.String({ description: 'Who operates it; `unknown` when nobody says so.' }),
    provider_url: text('The operator’s site.'),
    name: Type.String(),
    identity: Type.Enum(botIdentities),
    confidence: Type.Enum(confidenceLevels),
  },
  closed,
)

const TamperingDetailsV4 = Type.Object(
  {
    anomaly_score: share('How much the browser contradicts itself; 0.5 and more is tampering.'),
    anti_detect_browser: flag('Several contradictions of the kinds that injection tools make.'),
  },
  closed,
)

/**
 * The Event of Server API v4, as far as Whorl fills it, closed as the published schema is
 * (Fingerprint OpenAPI 3.7.0). A field without data is left out, never null.
 */
export const EventV4 = Type.Object(
  {
    event_id: Type.String({ description: 'Unix ms, a dot, and six letters or digits.' }),
    timestamp: Type.Integer({ description: 'Unix ms; the first part of the event id.' }),
    source: Type.Optional(Type.Enum(['device', 'edge'])),
    linked_id: text('The id that the page sent with the event.'),
    environment_id: text('The environment of the public key.'),
    suspect: flag('Set by an update of the event; absent before.'),
    sdk: Type.Optional(SdkV4),
    replayed: flag('The message had been used before, or its challenge had expired.'),
    identification: Type.Optional(IdentificationV4),
    supplementary_id_high_recall: Type.Optional(SupplementaryIdHighRecallV4),
    tags: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'What the page sent as tag; empty when it sent none.',
      }),
    ),
    url: text('Address of the page.'),
    ip_address: text('Address of the visitor.'),
    user_agent: text('User-Agent header of the visitor.'),
    device: text('As in browser_details.'),
    os: text('As in browser_details.'),
    os_version: text('As in browser_details.'),
    client_referrer: text('document.referrer of the page; empty when it had none.'),
    browser_details: Type.Optional(BrowserDetailsV4),
    bot: Type.Optional(Type.Enum(['bad', 'good', 'not_detected'])),
    bot_type: text('What kind of bot, when one was found.'),
    bot_info: Type.Optional(BotInfoV4),
    suspect_score: Type.Optional(
      Type.Integer({ description: 'Weighted sum of the Smart Signals.' }),
    ),
    incognito: flag('The window is private.'),
    developer_tools: flag('Developer tools are open.'),
    privacy_settings: flag('The browser itself hides what it runs on.'),
    tampering: flag('What the browser says about itself was replaced.'),
    tampering_confidence: Type.Optional(Type.Enum(['low', 'medium', 'high'])),
    tampering_ml_score: share('Of a fixed model over kinds of contradictions, not a learned one.'),
    tampering_details: Type.Optional(TamperingDetailsV4),
    virtual_machine: flag('The browser runs in a virtual machine or without a graphics card.'),
    virtual_machine_ml_score: share('Of a fixed table, not a learned model; three decimals.'),
    rare_device: flag(
      'The configuration is in the rarest thousandth of the workspace, or new to it.',
    ),
    rare_device_percentile_bucket: Type.Optional(
      Type.Enum(rarePercentileBuckets, {
        description: 'How rare the configuration is among the visitors of the workspace.',
      }),
    ),
    ip_info: Type.Optional(IpInfoV4),
    ...anonymityPartsV4,
    ...devicePartsV4,
    velocity: Type.Optional(VelocityV4),
    high_activity_device: flag(
      'The visitor came more often in 24 hours than 98 percent of the visitors of the workspace.',
    ),
    raw_device_attributes: Type.Optional(RawAttributesV4),
    rule_action: Type.Optional(RuleActionV4),
  },
  { ...closed, description: 'One identification with everything that was concluded from it.' },
)
export type EventV4 = Static<typeof EventV4>

/** The body of every error of Server API v4 and of most of v3. */
export const ApiError = Type.Object(
  {
    error: Type.Object({ code: Type.String(), message: Type.String() }, closed),
  },
  closed,
)
export type ApiError = Static<typeof ApiError>
