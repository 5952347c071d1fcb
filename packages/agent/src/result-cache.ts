import type { CacheOption } from './v4-shape'

export interface ResultCache {
  /** The kept JSON text for these options, while it is young enough. */
  find(options: string): string | undefined
  keep(options: string, json: string): void
  clear(): void
}

const secondsMax = 43_200
const namedSeconds: Record<string, number> = { 'optimize-cost': 3600, aggressive: secondsMax }

/**
 * Undefined for an option that makes no sense: the caller's error is `cache_misconfigured`. Storage
 * that is blocked keeps nothing.
 */
export function createResultCache(option: unknown, key: string): ResultCache | undefined {
  if (!isCacheOption(option)) return
  const { storage, duration, cachePrefix = '' } = option
  const seconds = typeof duration === 'number' ? duration : namedSeconds[duration]
  if (seconds === undefined || !(seconds > 0 && seconds <= secondsMax)) return
  const name = `${cachePrefix}_vc_${key}`
  const shelf = storage === 'agent' ? createShelf() : openStorage(storage)
  return {
    find(options) {
      const entry = parseEntry(shelf.getItem(name))
      const ageMs = Date.now() - (entry?.at ?? 0)
      const isHit = entry?.options === options && ageMs >= 0 && ageMs < seconds * 1000
      return isHit ? entry.json : undefined
    },
    keep: (options, json) => shelf.setItem(name, JSON.stringify({ at: Date.now(), options, json })),
    clear: () => shelf.removeItem(name),
  }
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

function createShelf(): Shelf {
  const items = new Map<string, string>()
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  }
}

/** The page's storage; memory where it is blocked or full. */
function openStorage(kind: 'sessionStorage' | 'localStorage'): Shelf {
  const spare = createShelf()
  const attempt = <T>(use: (shelf: Shelf) => T): T => {
    try {
      return use(window[kind])
    } catch {
      return use(spare)
    }
  }
  return {
    getItem: (name) => attempt((shelf) => shelf.getItem(name)),
    setItem: (name, value) => attempt((shelf) => shelf.setItem(name, value)),
    removeItem: (name) => attempt((shelf) => shelf.removeItem(name)),
  }
}

function isCacheOption(option: unknown): option is CacheOption {
  if (typeof option !== 'object' || option === null) return false
  const { storage, duration, cachePrefix } = option as Partial<CacheOption> // checked right here
  return (
    (storage === 'sessionStorage' || storage === 'localStorage' || storage === 'agent') &&
    (typeof duration === 'number' || typeof duration === 'string') &&
    (cachePrefix === undefined || typeof cachePrefix === 'string')
  )
}

interface Entry {
  at: number
  options: string
  json: string
}

function parseEntry(text: string | null): Entry | undefined {
  if (text === null) return
  try {
    const entry: Partial<Entry> | null = JSON.parse(text)
    const { at, options, json } = entry ?? {}
    if (typeof at !== 'number' || typeof options !== 'string' || typeof json !== 'string') return
    return { at, options, json }
  } catch {
    return
  }
}
