import { readEngine } from '../browser/engine'
import { nameOf } from '../browser/try-named'
import { wait } from '../browser/wait'
import { defineSource } from '../define'

/** The page may not use IndexedDB. */
export const blocked = 'blocked'

const pairs = 7
const opens = 3
/** Writes of one run: long against the clock's step of 1 ms. */
const writesUsual = 16
const writesFew = 4
/** Of a machine so fast that the usual run would take a few steps of the clock. */
const writesMany = 48
const quickRunMs = 8
/** A disk on which that would take too long. */
const slowRunMs = 100
/** Other late readings keep the page busy at first. */
const restMs = 300
const storeName = 'w'

/**
 * What IndexedDB takes to open a new database, and for strictly durable and for relaxed writes, all
 * per operation. Private windows keep it in memory, where strict and relaxed cost the same and a new
 * database costs two writes; on a disk strict ones cost 1.4 to 8 times as much, a new database ten
 * writes (WebKitGTK 2.50; in Chromium 156 `fileAccess` says it better). What else the machine does only
 * adds to a time, so the quick quarter of each kind is compared; runs of the two take turns. The writes
 * of a run wait for each other in the database and not for the page. Firefox keeps all on disk in both
 * kinds of windows, so it is not measured there.
 */
export const storageDurability = defineSource(
  'storageDurability',
  async (isIdOut = false) => {
    if (readEngine() === 'gecko') return undefined
    if (isIdOut) await wait(restMs)
    try {
      return await measure()
    } catch (error) {
      const refusals = ['SecurityError', 'InvalidStateError', 'UnknownError', 'QuotaExceededError']
      if (refusals.includes(nameOf(error))) return blocked
      throw error
    }
  },
  { stage: 'late', timeoutMs: 4_500 },
)

async function measure() {
  const name = `w${Math.random().toString(36).slice(2)}`
  const made: IDBDatabase[] = []
  const openTimes: number[] = []
  try {
    for (let open = 0; open < opens; open++) {
      const startedAt = performance.now()
      made.push(await openDatabase(`${name}${open}`))
      openTimes.push(performance.now() - startedAt)
    }
    const [db] = made
    if (!db) return undefined
    return { ...(await compareWrites(db)), openMs: round(quick(openTimes)) }
  } finally {
    for (const db of made) {
      db.close()
      indexedDB.deleteDatabase(db.name)
    }
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function compareWrites(db: IDBDatabase) {
  // The first run is slower than all others.
  const firstMs = await timeWrites(db, 'strict', writesFew)
  const usualMs = firstMs * (writesUsual / writesFew)
  const writes = usualMs > slowRunMs ? writesFew : usualMs < quickRunMs ? writesMany : writesUsual
  const strict: number[] = []
  const relaxed: number[] = []
  for (let pair = 0; pair < pairs; pair++) {
    strict.push(await timeWrites(db, 'strict', writes))
    relaxed.push(await timeWrites(db, 'relaxed', writes))
  }
  return {
    ratio: round(quick(strict) / Math.max(quick(relaxed), 0.05)),
    strictMs: round(quick(strict) / writes),
    relaxedMs: round(quick(relaxed) / writes),
  }
}

async function timeWrites(
  db: IDBDatabase,
  durability: IDBTransactionDurability,
  writes: number,
): Promise<number> {
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: writes }, () => writeOnce(db, durability)))
  return performance.now() - startedAt
}

function writeOnce(db: IDBDatabase, durability: IDBTransactionDurability): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(storeName, 'readwrite', { durability })
    transaction.objectStore(storeName).put(1, 1)
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

/** The time that a quarter of them stayed under. */
const quick = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 2] ?? 0

const round = (value: number) => Math.round(value * 1000) / 1000
