import { deleteCookie, readCookie, writeCookie } from './cookie'
import { deleteIndexed, readIndexed, writeIndexed } from './indexed'

/** Where each copy of the visitor token was found. */
export interface Tokens {
  cookie?: string
  local?: string
  indexed?: string
}

export interface Memory {
  /** Reads all three places. Blocked storage counts as empty. */
  read(): Promise<Tokens>
  /** Writes the token wherever it is missing or different. */
  keep(token: string): Promise<void>
  /** Removes the token everywhere. */
  forget(): Promise<void>
}

/** Longest token that an ingest body may carry. */
const tokenLengthMax = 512

/**
 * The visitor token in three places of the page's own storage under one name: cookie, localStorage,
 * IndexedDB. Each outlives the loss of the others.
 *
 * @param name for example `_vid_t`
 */
export function createMemory(name: string): Memory {
  return {
    async read() {
      const indexed = readIndexed(name)
      const tokens: Tokens = {}
      put(tokens, 'cookie', readCookie(name))
      put(tokens, 'local', readLocal(name))
      put(tokens, 'indexed', await indexed)
      return tokens
    },
    async keep(token) {
      // Always written: Safari counts the seven days of script cookies from the last writing.
      writeCookie(name, token)
      writeLocal(name, token)
      await writeIndexed(name, token)
    },
    async forget() {
      deleteCookie(name)
      writeLocal(name, undefined)
      await deleteIndexed(name)
    },
  }
}

function put(tokens: Tokens, place: keyof Tokens, token: string | undefined): void {
  if (token && token.length <= tokenLengthMax) tokens[place] = token
}

function readLocal(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined
  } catch {
    // Blocked storage throws SecurityError on the mere access.
    return
  }
}

function writeLocal(name: string, token: string | undefined): void {
  try {
    if (token === undefined) localStorage.removeItem(name)
    else localStorage.setItem(name, token)
  } catch {
    // Blocked or full: the other places remain.
  }
}
