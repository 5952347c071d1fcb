const storeName = 'kept'
const key = 'token'

/**
 * One string in IndexedDB. Storage that is blocked, missing or stuck counts as empty: every call
 * settles within `timeoutMs` and none rejects.
 */
export function readIndexed(name: string, timeoutMs = 400): Promise<string | undefined> {
  return withStore(name, 'readonly', timeoutMs, (store, done) => {
    const request = store.get(key)
    request.onsuccess = () => {
      const value: unknown = request.result
      done(typeof value === 'string' ? value : undefined)
    }
  })
}

export function writeIndexed(name: string, value: string, timeoutMs = 2000): Promise<unknown> {
  return withStore(name, 'readwrite', timeoutMs, (store, done) => {
    store.put(value, key).onsuccess = () => done(value)
  })
}

/** Removes the whole database. */
export function deleteIndexed(name: string, timeoutMs = 2000): Promise<unknown> {
  return within<true>(timeoutMs, (done) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => done(true)
    request.onerror = () => done(undefined)
  })
}

type Done<T> = (value: T | undefined) => void

function withStore(
  name: string,
  mode: IDBTransactionMode,
  timeoutMs: number,
  use: (store: IDBObjectStore, done: Done<string>) => void,
): Promise<string | undefined> {
  return within<string>(timeoutMs, (done) => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => {
      // Reading creates nothing: faster on a first visit, and it leaves no trace.
      if (mode === 'readonly') opening.transaction?.abort()
      else opening.result.createObjectStore(storeName)
    }
    opening.onerror = opening.onblocked = () => done(undefined)
    opening.onsuccess = () => {
      const database = opening.result
      const finish: Done<string> = (value) => {
        database.close()
        done(value)
      }
      try {
        const transaction = database.transaction(storeName, mode)
        transaction.onabort = () => finish(undefined)
        use(transaction.objectStore(storeName), finish)
      } catch {
        // Another shape under our name, or a database that is closing.
        finish(undefined)
      }
    }
  })
}

function within<T>(timeoutMs: number, start: (done: Done<T>) => void): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), timeoutMs)
    const done: Done<T> = (value) => {
      clearTimeout(timer)
      resolve(value)
    }
    try {
      start(done)
    } catch {
      // Firefox throws SecurityError where storage is blocked; sandboxed frames in every engine.
      done(undefined)
    }
  })
}
