import { ingestLimits } from '@whorl/wire/envelope'
import { type Failure, failure } from './failure'

/** What the page says about one identification. */
export interface Visit {
  linkedId?: string
  tag?: unknown
}

const linkedIdMax = 256

/**
 * Checks what the page gave. A tag must survive JSON and have at most 16 KB there; a linked id has
 * at most 256 characters.
 */
export function toVisit(linkedId: unknown, tag: unknown): Visit | Failure {
  const visit: Visit = {}
  if (linkedId !== undefined && linkedId !== null) {
    const text = String(linkedId)
    if (text.length > linkedIdMax) return refuse(`linkedId is longer than ${linkedIdMax}`)
    visit.linkedId = text
  }
  if (tag !== undefined && tag !== null) {
    const json = toJson(tag)
    if (json === undefined) return refuse('tag cannot be written as JSON')
    if (new TextEncoder().encode(json).length > ingestLimits.tagBytesMax) {
      return refuse(`tag is larger than ${ingestLimits.tagBytesMax} bytes`)
    }
    visit.tag = tag
  }
  return visit
}

const refuse = (message: string) => failure('request_cannot_be_parsed', message)

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    // Circular, or a BigInt.
    return
  }
}
