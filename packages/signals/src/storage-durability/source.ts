import { readEngine } from '../browser/engine'
import { nameOf } from '../browser/try-named'
import { defineSource } from '../define'

/** The page may not use IndexedDB. */
export const blocked = 'blocked'

const pairs = 7
const warmUpWrites = 5
/** A run should be long against the clock's step of 1 ms, and 14 of them short for the page. */
const runMs = 20
const writesMin = 3
const writesMax = 60
const storeName = 'w'

/**
 * Median times of strictly durable writes and of relaxed ones, taken in turns, and the median of
 * their ratios. Private windows keep IndexedDB in memory: ratio 0.98 to 1.23 there, above 1.5 in
 * normal windows (Chromium 156; WebKitGTK 2.50 gives 1.0 and 8). Firefox keeps it on disk in both,
 * so it is not measured there.
 */
export const storageDurability = defineSource(
  'storageDurability',
  async () => {
    if (readEngine() === 'gecko') return undefined
    const name = `w${Math.random().toString(36).slice(2)}`
    try {
      const db = await openDatabase(name)
      try {
        return await measure(db)
      } finally {
        db.close()
        indexedDB.deleteDatabase(name)
      }
    } catch (error) {
      const refusals = ['SecurityError', 'InvalidStateError', 'UnknownError', 'QuotaExceededError']
      if (refusals.includes(nameOf(error))) return blocked
      throw error
    }
  },
  { stage: 'late', timeoutMs: 4_000 },
)

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function measure(db: IDBDatabase) {
  // The first write of a new database is slower than all others.
  await writeOnce(db, 'strict')
  const writeMs = (await timeWrites(db, 'strict', warmUpWrites)) / warmUpWrites
  const writes = Math.min(
    Math.max(Math.round(runMs / Math.max(writeMs, 0.1)), writesMin),
    writesMax,
  )
  const strict: number[] = []
  const relaxed: number[] = []
  for (let pair = 0; pair < pairs; pair++) {
    strict.push(await timeWrites(db, 'strict', writes))
    relaxed.push(await timeWrites(db, 'relaxed', writes))
  }
  const ratios = strict.map((ms, pair) => ms / Math.max(relaxed[pair] ?? 0, 0.05))
  return {
    ratio: round(median(ratios)),
    strictMs: round(median(strict)),
    relaxedMs: round(median(relaxed)),
  }
}

async function timeWrites(
  db: IDBDatabase,
  durability: IDBTransactionDurability,
  writes: number,
): Promise<number> {
  const startedAt = performance.now()
  for (let write = 0; write < writes; write++) await writeOnce(db, durability)
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

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const round = (value: number) => Math.round(value * 1000) / 1000
