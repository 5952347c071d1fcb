import type { EventRecord } from '@whorl/core'
import { toEventV4 } from '../answer/event-v4'
import { toWebhookV3 } from '../answer/webhook-v3'

/** The very bytes that are signed and sent. */
export function toWebhookBody(
  event: EventRecord,
  { version, smartSignals }: { version: 3 | 4; smartSignals: boolean },
): string {
  return JSON.stringify((version === 3 ? toWebhookV3 : toEventV4)(event, { smartSignals }))
}
