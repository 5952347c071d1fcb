import { timingSafeEqual } from 'node:crypto'
import { mac, type Secrets } from './secrets'

/** How long the demo may read its own event. */
const lifetimeMs = 600_000
const pattern = /^([0-9A-Za-z_-]{1,64})\.(\d{13})\.([0-9A-Za-z_-]{22})$/

/** Lets its bearer read one event for ten minutes. */
export function createViewToken(
  { view }: Pick<Secrets, 'view'>,
  event: { workspaceId: string; eventId: string },
  now: number,
): string {
  const expiresAt = String(now + lifetimeMs).padStart(13, '0')
  const proof = sign(view, event.workspaceId, event.eventId, expiresAt)
  return `${event.workspaceId}.${expiresAt}.${proof}`
}

/** The workspace whose event the token opens, or `undefined` when it does not open this one. */
export function readViewToken(
  { view }: Pick<Secrets, 'view'>,
  token: string,
  eventId: string,
  now: number,
): string | undefined {
  const [, workspaceId, expiresAt, proof] = pattern.exec(token) ?? []
  if (workspaceId === undefined || expiresAt === undefined || proof === undefined) return undefined
  if (Number(expiresAt) < now) return undefined
  const expected = sign(view, workspaceId, eventId, expiresAt)
  return timingSafeEqual(Buffer.from(proof), Buffer.from(expected)) ? workspaceId : undefined
}

/** As text: bytes could be spelled in several ways. */
function sign(key: Uint8Array, workspaceId: string, eventId: string, expiresAt: string): string {
  return mac(key, workspaceId, eventId, expiresAt).subarray(0, 16).toString('base64url')
}
