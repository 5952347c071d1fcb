import { readEngine } from '../browser/engine'
import { nameOf } from '../browser/try-named'
import { defineSource } from '../define'

/** The page may not use IndexedDB. */
export const blocked = 'blocked'

/** Pairs of a round. A round more where the first ones do not say clearly which it is. */
const pairs = 7
const roundsMax = 3
const unclear = [1.15, 1.7] as const
/** A run should be long against the clock's step of 1 ms, and 14 of them short for the page. */
const runMs = 12
const writesMin = 2
const writesMax = 64
const storeName = 'w'

/**
 * Times of strictly durable writes and of relaxed ones, taken in turns, and their ratio. What else the
 * machine does only adds to a time, so it is the quick quarter of each kind that is compared. Private
 * windows keep IndexedDB in memory, where both cost the same; on a disk strict ones cost 1.5 times as
 * much and more (Chromium 156, WebKitGTK 2.50). Firefox keeps it on disk in both, so it is not measured
 * there.
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
  const writes = await calibrate(db)
  const strict: number[] = []
  const relaxed: number[] = []
  let ratio = 0
  for (let round = 0; round < roundsMax; round++) {
    for (let pair = 0; pair < pairs; pair++) {
      strict.push(await timeWrites(db, 'strict', writes))
      relaxed.push(await timeWrites(db, 'relaxed', writes))
    }
    ratio = quick(strict) / Math.max(quick(relaxed), 0.05)
    if (ratio < unclear[0] || ratio > unclear[1]) break
  }
  return { ratio: round(ratio), strictMs: round(quick(strict)), relaxedMs: round(quick(relaxed)) }
}

/** How many strict writes make one run. */
async function calibrate(db: IDBDatabase): Promise<number> {
  let writes = writesMin
  while (writes < writesMax && (await timeWrites(db, 'strict', writes)) < runMs) writes *= 2
  return writes
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

/** The time that a quarter of them stayed under. */
const quick = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 2] ?? 0

const round = (value: number) => Math.round(value * 1000) / 1000
