import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { testOptions } from '../conformance/backend'
import { createSearchQueue } from './search-queue'
import { SearchBusyError, SearchTimeoutError } from './store-errors'

/** A search that ends when it is told to. */
function aSearch() {
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  return { run: () => ended, end: () => end() }
}

test('so many run at once, the others in their order', async () => {
  const queue = createSearchQueue(2, testOptions)
  const searches = [aSearch(), aSearch(), aSearch(), aSearch()]
  const begun: number[] = []
  const all = searches.map(({ run }, index) =>
    queue.run(() => {
      begun.push(index)
      return run()
    }),
  )
  await sleep(1)
  expect(begun).toEqual([0, 1])
  searches[1]?.end()
  await all[1]
  await sleep(1)
  expect(begun).toEqual([0, 1, 2])
  for (const { end } of searches) end()
  await Promise.all(all)
  expect(begun).toEqual([0, 1, 2, 3])
})

test('a search that failed gives its place to the next', async () => {
  const queue = createSearchQueue(1, testOptions)
  const failed = queue.run(() => Promise.reject(new Error('no')))
  const next = queue.run(async () => 'found')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('found')
  expect(await queue.run(async () => 'again')).toBe('again')
})

test('a search is told what its wait has left of the budget', async () => {
  const queue = createSearchQueue(1, { ...testOptions, searchBudgetMs: 60_000 })
  const first = queue.run(() => sleep(30))
  const leftMs = await queue.run(async (left) => left)
  await first
  expect(leftMs).toBeLessThan(59_975)
  expect(leftMs).toBeGreaterThan(0)
})

test('a search whose budget was spent waiting does not run', async () => {
  const queue = createSearchQueue(1, { ...testOptions, searchBudgetMs: 5 })
  const first = queue.run(() => sleep(20))
  let hasRun = false
  const second = queue.run(async () => {
    hasRun = true
  })
  await expect(second).rejects.toBeInstanceOf(SearchTimeoutError)
  expect(hasRun).toBe(false)
  await first
})

test('no more wait than may, and a place that became free is taken again', async () => {
  const queue = createSearchQueue(1, { ...testOptions, searchesWaitingMax: 1 })
  const [running, waiting] = [aSearch(), aSearch()]
  const taken = [queue.run(running.run), queue.run(waiting.run)]
  await expect(queue.run(running.run)).rejects.toBeInstanceOf(SearchBusyError)
  running.end()
  waiting.end()
  await Promise.all(taken)
  expect(await queue.run(async () => 'found')).toBe('found')
})

test('closing refuses what waits and what comes, and lets end what runs', async () => {
  const queue = createSearchQueue(1, testOptions)
  const running = aSearch()
  const first = queue.run(running.run)
  const second = expect(queue.run(running.run)).rejects.toThrow('the store is closed')
  queue.close()
  await second
  await expect(queue.run(running.run)).rejects.toThrow('the store is closed')
  running.end()
  await first
})
