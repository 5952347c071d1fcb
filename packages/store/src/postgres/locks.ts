import { lookupKey } from '../lookup-keys'
import type { VelocityKey } from '../velocity-key'
import type { Transaction } from './connect'

/** The lock of a visitor id: whoever changes its row or its class holds it. */
export function visitorLock(ws: string, visitorId: string): string {
  return lookupKey('visitor', ws, visitorId)
}

/** The lock of what velocity is counted for; a visitor's is the visitor's own. */
export function velocityLock({ kind, ws, key }: VelocityKey): string {
  return kind === 'visitor' ? visitorLock(ws, key) : lookupKey(`velocity ${kind}`, ws, key)
}

/** The lock of an event id. */
export function eventLock(ws: string, eventId: string): string {
  return lookupKey('event', ws, eventId)
}

/**
 * Waits for all locks, always in the same order, so that two transactions cannot wait for each
 * other. They end with the transaction. PostgreSQL takes 64 bits of each key.
 */
export async function lockAll(tx: Transaction, keys: readonly string[]): Promise<void> {
  const numbers = new Set(
    keys.map((key) => Buffer.from(key, 'base64url').readBigInt64BE(0).toString()),
  )
  const sorted = [...numbers].sort()
  await tx`SELECT pg_advisory_xact_lock(k) FROM unnest(${sorted}::text[]::bigint[]) AS k`
}
