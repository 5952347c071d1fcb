import { type Proximity, proximityOf } from '@whorl/core'
import type { Readings } from '@whorl/wire'
import { mac, type Secrets } from '../secrets'

export interface TakenPosition {
  /** Without the place itself. */
  readonly readings: Readings
  readonly proximity?: Proximity
}

/** Makes an area of a position that a device reported, and forgets the position. */
export function takePosition(
  { proximity: key }: Pick<Secrets, 'proximity'>,
  workspaceId: string,
  readings: Readings,
): TakenPosition {
  const { position, ...others } = readings
  if (!position) return { readings }
  const { value, ...rest } = position
  const proximity = toProximity(value, (cell) => mac(key, workspaceId, cell))
  return { readings: { ...others, position: rest }, ...(proximity && { proximity }) }
}

function toProximity(value: unknown, hmac: (cell: string) => Uint8Array): Proximity | undefined {
  // The schema of the signal was checked when the message came.
  const { latitude, longitude, accuracyM } = Object(value) as Record<string, unknown>
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
  if (typeof accuracyM !== 'number') return undefined
  return proximityOf({ latitude, longitude, accuracyM, hmac })
}
