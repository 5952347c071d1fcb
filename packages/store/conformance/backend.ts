import type { StoreOptions } from '../src/open-store'

/** What the suite needs of a real database besides the store itself. */
export interface TestBackend {
  /** The address of a new, empty database. */
  newUrl(): Promise<string>
  /** Runs SQL behind the store's back; the store at `url` must be closed. */
  exec(url: string, sql: string): Promise<void>
  /** The rows of a query behind the store's back; the store at `url` must be closed. */
  read(url: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Everything that the database holds, as text to search in; the store may be open. */
  dump(url: string): Promise<string>
  /** PGlite runs on one thread, without the timers of a server: no statement is given up. */
  readonly cannotGiveUp?: boolean
}

export const testOptions: StoreOptions = {
  tombstoneKey: new TextEncoder().encode('a key for the tombstones of tests'),
}
