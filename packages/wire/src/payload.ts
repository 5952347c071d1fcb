import { type Static, Type } from 'typebox'

/** What came of reading one signal. All three keys absent but `ms`: the browser has no such thing. */
export const Reading = Type.Object({
  /** The value, in the shape of the signal's schema. */
  value: Type.Optional(Type.Unknown()),
  /** Why there is no value. `name` is `timeout` when the deadline passed. */
  error: Type.Optional(
    Type.Object({
      name: Type.String({ maxLength: 100 }),
      message: Type.Optional(Type.String({ maxLength: 500 })),
    }),
  ),
  /** How long the reading took, in milliseconds. */
  ms: Type.Optional(Type.Number()),
})
export type Reading = Static<typeof Reading>

export const Readings = Type.Record(Type.String({ maxLength: 64 }), Reading)
export type Readings = Record<string, Reading>

const Sdk = Type.Object({
  platform: Type.Union([Type.Literal('js'), Type.Literal('android'), Type.Literal('ios')]),
  /** Version of the loader or agent the page uses, for example `4.1.5`. */
  version: Type.String({ maxLength: 40 }),
  /** Which face collected: `v4`, `v3`, `startup` or `whorl`. */
  face: Type.Optional(Type.String({ maxLength: 20 })),
  /** `name/version[/subname/subversion]`. */
  integrations: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20 })),
})

/**
 * Facts about how the agent ran, reported and not judged by it. Absent means not so.
 */
const AgentFacts = Type.Object({
  /** The agent got no answer to its request for a challenge. */
  challenge: Type.Optional(Type.Literal('absent')),
  /** `crypto.subtle` is missing: the body is not encrypted. */
  insecureContext: Type.Optional(Type.Boolean()),
  /** The page runs in a frame. */
  framed: Type.Optional(Type.Boolean()),
  /** Which parts of url and referrer are hashes. */
  urlHashing: Type.Optional(Type.Array(Type.String({ maxLength: 10 }), { maxItems: 3 })),
  /** The page asked for remote control detection. */
  remoteControlDetection: Type.Optional(Type.Boolean()),
  /** Unix ms on the visitor's clock when collection began. */
  startedAt: Type.Optional(Type.Number()),
  /** Milliseconds from `start()` to the encoded body. */
  collectMs: Type.Optional(Type.Number()),
})

/** First message: everything one identification rests on. */
export const IdentifyPayload = Type.Object({
  v: Type.Literal(1),
  kind: Type.Literal('identify'),
  /** The public key of the environment. */
  key: Type.String({ minLength: 1, maxLength: 256 }),
  platform: Type.Union([Type.Literal('browser'), Type.Literal('android'), Type.Literal('ios')]),
  sdk: Sdk,
  /**
   * Use once. In an encoded body it stands in the envelope header and is left out here; in the
   * plain-JSON form it stands here.
   */
  nonce: Type.Optional(Type.String({ minLength: 8, maxLength: 120 })),
  url: Type.String({ maxLength: 4096 }),
  referrer: Type.Optional(Type.String({ maxLength: 4096 })),
  linkedId: Type.Optional(Type.String({ maxLength: 256 })),
  tag: Type.Optional(Type.Unknown()),
  /** Visitor tokens that the page's own storage held. The HttpOnly cookie comes by header. */
  tokens: Type.Optional(
    Type.Object({
      cookie: Type.Optional(Type.String({ maxLength: 512 })),
      local: Type.Optional(Type.String({ maxLength: 512 })),
      indexed: Type.Optional(Type.String({ maxLength: 512 })),
    }),
  ),
  signals: Readings,
  /** Names of signals that will follow in a second message. */
  late: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 40 })),
  facts: Type.Optional(AgentFacts),
})
export type IdentifyPayload = Static<typeof IdentifyPayload>

/** Second message: the late facts of an event, tied to it by the nonce of the first. */
export const LatePayload = Type.Object({
  v: Type.Literal(1),
  kind: Type.Literal('late'),
  key: Type.String({ minLength: 1, maxLength: 256 }),
  nonce: Type.Optional(Type.String({ minLength: 8, maxLength: 120 })),
  signals: Readings,
})
export type LatePayload = Static<typeof LatePayload>

export const Payload = Type.Union([IdentifyPayload, LatePayload])
export type Payload = IdentifyPayload | LatePayload
