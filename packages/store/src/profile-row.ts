import { hash } from 'node:crypto'
import type { Profile } from '@whorl/core'
import { bucketOfVisitor } from '@whorl/wire'
import { storableText } from './storable-text'

/** What a visit writes about its visitor. */
export interface ProfileWrite {
  readonly visitorId: string
  readonly bucket: number
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly ip: string
  /** JSON text of engine, os and traits. */
  readonly traits: string
  /**
   * Hash of the traits and of the visit's blocking keys. While it stays the same, neither has to
   * be read or rewritten: most visits of a known visitor touch one small row.
   */
  readonly contentHash: string
}

/** What the tables say about a visitor, in both backends. */
export interface ProfileRow {
  readonly visitor_id: string
  readonly first_seen_at: number
  readonly last_seen_at: number
  readonly visits: number
  readonly ip: string
  readonly traits: string
}

/** The part of a profile that seldom changes. */
export type Content = Pick<Profile, 'engine' | 'os' | 'traits'>

export function toProfileWrite(profile: Profile, blockKeys: readonly string[]): ProfileWrite {
  const { engine, os } = profile
  const traits = JSON.stringify({ engine, os, traits: profile.traits } satisfies Content)
  return {
    visitorId: storableText(profile.visitorId),
    bucket: bucketOfVisitor(profile.visitorId),
    firstSeenAt: profile.firstSeenAt,
    lastSeenAt: profile.lastSeenAt,
    ip: storableText(profile.ip),
    traits,
    contentHash: hash('sha256', `${blockKeys.join()} ${traits}`, 'base64url').slice(0, 22),
  }
}

export function parseContent(text: string): Content {
  // Written by `toProfileWrite` and by nothing else.
  return JSON.parse(text) as Content
}

export function toProfile(row: Omit<ProfileRow, 'traits'>, content: Content): Profile {
  const { engine, os, traits } = content
  return {
    visitorId: row.visitor_id,
    firstSeenAt: Number(row.first_seen_at),
    lastSeenAt: Number(row.last_seen_at),
    engine,
    os,
    traits,
    ip: row.ip,
    visits: Number(row.visits),
  }
}
