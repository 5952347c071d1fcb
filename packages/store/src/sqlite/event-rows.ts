import { timestampOfEvent } from '@whorl/wire'
import { toEdgeRow, toRevisedRow } from '../event-row'
import { toFoundEvents } from '../found-docs'
import type { SearchQueue } from '../search-queue'
import { storableText } from '../storable-text'
import type { Store } from '../store'
import { SearchTimeoutError } from '../store-errors'
import type { EventReader } from './read-events'
import { type GivenUp, givenUp } from './search-command'
import type { Threads } from './start-threads'
import type { VisitorRows } from './visitor-rows'

/** Rows that one slice of a deletion removes, so that visits are not held up. */
const removalSlice = 100

export function createEvents(
  { writer, searcher, searches }: Threads & { readonly searches: SearchQueue },
  events: EventReader,
): Store['events'] {
  return {
    find: async (workspaceId, eventId) =>
      events.find(workspaceId, eventId, timestampOfEvent(eventId)),
    recordEdge: (record, bucket) =>
      writer.run({ kind: 'recordEdge', event: toEdgeRow(record, bucket) }),
    revise: (record) => writer.run({ kind: 'revise', event: toRevisedRow(record) }),
    listByVisitor: async (query) => events.listByVisitor(query),
    count: (ws) =>
      searches.run(async (leftMs) => inTime(await searcher.run({ kind: 'count', ws, leftMs }))),
    search: (page) =>
      searches.run(async (leftMs) => {
        const found = inTime(await searcher.run({ kind: 'search', page, leftMs }))
        return toFoundEvents(found, page)
      }),
    countFound: (search, max) =>
      searches.run(async (leftMs) =>
        inTime(await searcher.run({ kind: 'countFound', search, max, leftMs })),
      ),
  }
}

/** @throws SearchTimeoutError when there is no answer */
function inTime<Answer>(answer: Answer | GivenUp): Answer {
  // No other answer is this text.
  if (answer === givenUp) throw new SearchTimeoutError()
  return answer as Answer
}

export function createVisitors(
  { writer, searcher }: Threads,
  rows: VisitorRows,
): Store['visitors'] {
  return {
    find: async (workspaceId, visitorId) => rows.findKnown(workspaceId, storableText(visitorId)),
    dailyEvents: (ws, until) => searcher.run({ kind: 'dailyEvents', ws, until }),
    async delete(ws, id) {
      const visitorId = storableText(id)
      // Events of edges stand under no id; it is nobody's to delete.
      if (visitorId === '') return false
      let existed = false
      let removed: number
      do {
        removed = await writer.run({ kind: 'removeEvents', ws, visitorId, max: removalSlice })
        existed ||= removed > 0
      } while (removed === removalSlice)
      return (await writer.run({ kind: 'removeVisitor', ws, visitorId })) || existed
    },
  }
}
