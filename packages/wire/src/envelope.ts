/**
 * The bytes of an ingest body. Pure constants and types: the agent bundles this file.
 *
 * ```
 * 0      magic, 0x57 ("W")
 * 1      version, 1
 * 2      flags: 1 = encrypted, 2 = raw deflate
 * 3      length h of the header in bytes
 * 4..    header, ASCII: "<keyId>.<nonce>"; the nonce is the challenge id, or the agent's own
 *        with key id "0" when no challenge was had
 * then   encrypted: 12 bytes nonce, ciphertext, 16 bytes tag (AES-256-GCM, additional data = all
 *        bytes before); else the content itself
 * ```
 * The content is UTF-8 JSON of a payload, raw-deflated first when flag 2 is set. An empty body asks
 * for a challenge. A body that begins with `{` is plain JSON (development mode only).
 */
export const envelope = {
  magic: 0x57,
  version: 1,
  flagEncrypted: 1,
  flagDeflated: 2,
  headerAt: 4,
  ivBytes: 12,
  /** Key id of an envelope without a challenge. */
  noKey: '0',
} as const

/** Limits of an ingest request. Sizes in bytes, lengths in UTF-16 code units. */
export const ingestLimits = {
  bodyBytesMax: 65_536,
  inflatedBytesMax: 524_288,
  depthMax: 20,
  keysMax: 2_000,
  stringMax: 16_384,
  tagBytesMax: 16_384,
} as const

/** Query parameters of the ingress. Any POST path under the endpoint is ingress. */
export const ingressQuery = {
  /** The environment's public key. */
  key: 'key',
  /** Set only by the agent's own retry: the nonce of the attempt that it repeats. */
  retry: 'retry',
} as const

/** The answer to an empty POST. */
export interface ChallengeAnswer {
  challenge: Challenge
  /** The environment returns sealed results: collect everything in one message. */
  sealed: boolean
  /** The environment hides the visitor id from the browser: likewise one message. */
  zeroTrust: boolean
}

export interface Challenge {
  id: string
  keyId: string
  /** 32 bytes, base64url without padding. */
  key: string
  /** Server clock, Unix ms. */
  issuedAt: number
}

/** Agents fetch a new challenge when theirs is older than this. */
export const challengeRefetchMs = 90_000

/** The answer to an identify message, for every face. Faces shape it for their callers. */
export interface IngestAnswer {
  eventId: string
  /** Absent under zero trust. */
  visitorId?: string
  visitorFound?: boolean
  confidence?: number
  suspectScore?: number
  /** Base64, when the environment seals. */
  sealedResult?: string
  /** Signed visitor token for the page's own storage. Absent under zero trust. */
  token?: string
  /** For the next identification. */
  challenge?: Challenge
  /** What the v3 `extendedResult` adds. */
  extended?: ExtendedAnswer
  zeroTrust?: { hiddenFields: string[] }
  /** Only on `/demo`: a ten-minute token that reads this one event. */
  whorl?: { viewToken: string }
}

export interface ExtendedAnswer {
  incognito: boolean
  browserName: string
  browserVersion: string
  device: string
  ip: string
  os: string
  osVersion: string
  firstSeenAt: { global: string | null; subscription: string | null }
  lastSeenAt: { global: string | null; subscription: string | null }
}

/** The answer to a late message. */
export interface LateAnswer {
  eventId: string
}

/**
 * An ingest error. `code` is the v4 code, `message` its v4 sentence, `v3` the message that the v3
 * agent shows.
 */
export interface IngestError {
  error: { code: string; message: string; v3: string }
  eventId?: string
}
