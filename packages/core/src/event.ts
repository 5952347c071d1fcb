import type { Readings } from '@whorl/wire'
import type { BrowserDetails, Facts } from './facts'
import type { Why } from './identify/identify'
import type { NetworkSignature } from './network-signature'
import type { Proximity } from './proximity/proximity'
import type { SuspectScore } from './score/suspect-score'
import type { Verdicts } from './smart/define'
import type { HighActivity } from './velocity/high-activity'
import type { Velocity } from './velocity/velocity'

/**
 * One identification as it is kept. Neutral between the API generations: `server/src/answer`
 * converts it to v4 and v3. Everything is JSON; absent is absent, never null.
 */
export interface EventRecord {
  readonly eventId: string
  /** Unix ms; equals the prefix of the event id. */
  readonly timestamp: number
  readonly workspaceId: string
  readonly environmentId: string
  readonly source: 'device'
  /** Starts at 1; every change adds one. */
  readonly revision: number
  readonly linkedId?: string
  /** As sent, an object or any JSON value. */
  readonly tag?: unknown
  readonly suspect?: boolean
  readonly url: string
  readonly referrer: string
  readonly origin?: string
  readonly ip: string
  readonly userAgent: string
  readonly sdk: {
    readonly platform: 'js' | 'android' | 'ios'
    readonly version: string
    readonly integrations?: readonly string[]
  }
  readonly replayed: boolean
  /** What the agent said of its page and decides which verdicts are due. Absent means not so. */
  readonly page?: Pick<
    NonNullable<Facts['payload']['facts']>,
    'framed' | 'insecureContext' | 'remoteControlDetection'
  >
  readonly identification: EventIdentification
  readonly browser: BrowserDetails
  /** The area that the device says it is in. */
  readonly proximity?: Proximity
  /** How the client's connection was set up, where the server saw it. */
  readonly signature?: NetworkSignature
  readonly readings: Readings
  /** Smart Signals that had data. */
  readonly verdicts: Verdicts
  readonly suspectScore?: SuspectScore
  /** Written by the store as it records the event. Absent in events that are older than it. */
  readonly velocity?: Velocity
  /** Absent while too few visitors say what is usual. */
  readonly highActivity?: HighActivity
  readonly why: Why
  /** Late facts: announced names, and when they arrived or were given up. */
  readonly late?: { readonly announced: readonly string[]; readonly completedAt?: number }
}

export interface EventIdentification {
  readonly visitorId: string
  readonly visitorFound: boolean
  /** 0 to 1; for a new visitor 1 - P(known). */
  readonly confidence: number
  /** Unix ms; absent on the first sight. */
  readonly firstSeenAt?: number
  readonly lastSeenAt?: number
  /** The coarser id. Absent in events that are older than it. */
  readonly highRecall?: EventHighRecall
}

export interface EventHighRecall {
  readonly visitorId: string
  readonly visitorFound: boolean
  /** Unix ms; absent on the first sight. */
  readonly firstSeenAt?: number
  readonly lastSeenAt?: number
}
