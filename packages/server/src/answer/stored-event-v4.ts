import type { StoredEvent } from '@whorl/core'
import type { EventV4 } from '@whorl/wire'
import { type EdgeEventV4, toEdgeV4 } from './edge-v4'
import { type AnswerOptions, toEventV4 } from './event-v4'

/** An event of a device or of an edge as Server API v4 shows it. */
export function toStoredEventV4(event: StoredEvent, options: AnswerOptions): EventV4 | EdgeEventV4 {
  return event.source === 'edge' ? toEdgeV4(event, options) : toEventV4(event, options)
}
