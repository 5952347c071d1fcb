import { toHighActivity, type Velocity } from '@whorl/core'

/**
 * The document of an event with what the store counted as it recorded it. Counting is part of the
 * transaction, the rest of the document is made before it.
 *
 * @param doc JSON text of an object that is not empty
 * @param usualDailyEvents of the workspace's visitors, when there are enough of them
 */
export function withVelocity(
  doc: string,
  velocity: Velocity,
  usualDailyEvents: number | undefined,
): string {
  const counted = {
    velocity,
    ...(usualDailyEvents !== undefined && {
      highActivity: toHighActivity(velocity.events.day, usualDailyEvents),
    }),
  }
  return `${doc.slice(0, -1)},${JSON.stringify(counted).slice(1)}`
}
