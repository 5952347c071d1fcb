import type { StoreOptions } from '../open-store'
import type { WriterCommand, WriterResults } from './command'
import { createCutGate } from './cut-gate'
import type { SearchCommand, SearchResults } from './search-command'
import { ThreadClient } from './thread-client'

export type Writer = ThreadClient<WriterCommand, WriterResults>
export type Searcher = ThreadClient<SearchCommand, SearchResults>

export interface Threads {
  readonly writer: Writer
  readonly searcher: Searcher
}

/** Both threads of a store; the writer first, which brings the schema up to date. */
export async function startThreads(path: string, options: StoreOptions): Promise<Threads> {
  const { tombstoneKey, queuedMax = 2_000, batchMax = 64, log = () => {} } = options
  const shared = { path, log, cutGate: createCutGate() }
  const writer: Writer = await ThreadClient.start({
    ...shared,
    name: 'sqlite-writer',
    data: { tombstoneKey },
    queuedMax,
    batchMax,
    // The next batch travels while the writer commits one; what comes meanwhile makes it bigger.
    batchesMax: 2,
  })
  try {
    const searcher: Searcher = await ThreadClient.start({
      ...shared,
      name: 'sqlite-searcher',
      batchMax: 1,
      // Its queue is the store's, so everything may go to the thread at once.
      batchesMax: Number.POSITIVE_INFINITY,
    })
    return { writer, searcher }
  } catch (error) {
    await writer.close()
    throw error
  }
}

/** The writer last: it empties the log at its end, if nobody reads it. */
export async function closeThreads({ writer, searcher }: Threads): Promise<void> {
  await searcher.close()
  await writer.close()
}
