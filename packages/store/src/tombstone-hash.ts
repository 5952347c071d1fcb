import { createHmac } from 'node:crypto'

/** Names a deleted visitor without holding its id. */
export type TombstoneHash = (workspaceId: string, visitorId: string) => string

/** HMAC-SHA256 under a key of the installation, so that a dump alone confirms no guess. */
export function createTombstoneHash(key: Uint8Array): TombstoneHash {
  return (workspaceId, visitorId) =>
    createHmac('sha256', key)
      .update(`${workspaceId.length}:${workspaceId}${visitorId}`)
      .digest('base64url')
}
