import type { EventRecord } from './event'
import type { BotInfo, Verdict, Verdicts } from './smart/define'

/**
 * One request that somebody's own server reported, as it is kept. There is no device behind it
 * that could be recognised, so it has no visitor. Everything is JSON; absent is absent, never null.
 */
export interface EdgeRecord {
  readonly source: 'edge'
  readonly eventId: string
  /** Unix ms; equals the prefix of the event id. */
  readonly timestamp: number
  readonly workspaceId: string
  /** The environment of the key that reported it; empty for a key of the whole workspace. */
  readonly environmentId: string
  /** Starts at 1; every change adds one. */
  readonly revision: number
  readonly linkedId?: string
  /** An object, as sent. */
  readonly tag?: unknown
  /** Said later, by whoever reported it. */
  readonly suspect?: boolean
  /** Absolute, as sent. */
  readonly url: string
  readonly method: string
  /** The IPv4 address where there are two. */
  readonly ip: string
  readonly userAgent: string
  readonly verdicts: EdgeVerdicts
  /** Absent for a request that looks like one of a browser. */
  readonly botInfo?: Verdict<BotInfo>
}

/** What can be judged without a device. VPN and proxy are absent where no data is installed. */
export type EdgeVerdicts = Pick<Verdicts, 'vpn' | 'proxy'> & Required<Pick<Verdicts, 'ip_info'>>

/** Everything that a store of events holds; `source` tells which. */
export type StoredEvent = EventRecord | EdgeRecord
