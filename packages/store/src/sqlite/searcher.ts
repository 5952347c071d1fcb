import { parentPort, workerData } from 'node:worker_threads'
import { countDailyEvents } from '../count-daily-events'
import { connectReader } from './connect'
import { CutGate } from './cut-gate'
import { loadSqlite } from './driver'
import { createOwnerReader } from './read-owners'
import { SearchBudget } from './search-budget'
import type { SearchCommand, SearchResults } from './search-command'
import { EventSearcher } from './search-events'
import { createThreadSide } from './serve-thread'
import { type CommandOutcome, sharedFlags, type ThreadData, toError } from './thread-messages'

type SearchResult = SearchResults[keyof SearchResults]

// The thread that searches. Started by the SQLite store and by nothing else, hence the shapes.
if (!parentPort) throw new Error('the searcher runs in a worker thread')
const data = workerData as ThreadData
const db = connectReader(await loadSqlite(), data.path)
const gate = new CutGate(data.cutGate)
const flags = new Int32Array(data.flags)
const isClosing = (): boolean => Atomics.load(flags, sharedFlags.closing) === 1
const budget = new SearchBudget(db, isClosing)
const searcher = new EventSearcher(db)
const readOwners = createOwnerReader(db)

createThreadSide<SearchCommand, SearchResult>(parentPort, db, data).serve({
  run: (commands) => Promise.all(commands.map(answer)),
})

async function answer(command: SearchCommand): Promise<CommandOutcome<SearchResult>> {
  try {
    gate.pass()
    return { value: await search(command) }
  } catch (error) {
    return { error: toError(error) }
  }
}

function search(command: SearchCommand): SearchResult | Promise<SearchResult> {
  switch (command.kind) {
    case 'search':
      return budget.run(command.leftMs, () => searcher.find(command.page))
    case 'countFound':
      return budget.run(command.leftMs, () => searcher.countFound(command.search, command.max))
    case 'count':
      return budget.run(command.leftMs, () => searcher.count(command.ws))
    case 'dailyEvents':
      return countDailyEvents(readUntilClosing(command.ws), command.until)
  }
}

function readUntilClosing(ws: string): ReturnType<typeof readOwners> {
  const read = readOwners(ws)
  return (before, limit) => {
    if (isClosing()) throw new Error('the store is closed')
    return read(before, limit)
  }
}
