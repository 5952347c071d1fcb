import type { BackupOptions, DatabaseSyncInstance } from '@photostructure/sqlite'

export type Database = DatabaseSyncInstance
export type Bindable = string | number | null

/** A prepared statement whose rows have a known shape. */
export interface Statement<Row> {
  get(...values: Bindable[]): Row | undefined
  all(...values: Bindable[]): Row[]
  run(...values: Bindable[]): { readonly changes: number | bigint }
}

export interface SqliteDriver {
  readonly DatabaseSync: new (
    path: string,
    options?: { readonly readOnly?: boolean; readonly timeout?: number },
  ) => Database
  /** Missing in Node 22 before 22.16. */
  readonly backup?: (source: Database, path: string, options?: BackupOptions) => Promise<number>
}

/** The SQLite inside Node (22.13 and later), else the package with the same interface. */
export async function loadSqlite(): Promise<SqliteDriver> {
  // `getBuiltinModule` answers undefined where the module is absent or behind a flag.
  const builtin: unknown = process.getBuiltinModule?.('node:sqlite')
  // @types/node 20 does not know the module; its interface is the package's (its own test suite).
  if (builtin) return builtin as SqliteDriver
  return import('@photostructure/sqlite')
}

/** The caller vouches that the columns of `sql` have the shape `Row`. */
export function prepare<Row = never>(db: Database, sql: string): Statement<Row> {
  // The driver's own types say `any` for rows.
  return db.prepare(sql) as Statement<Row>
}

/** Whether SQLite said that somebody else holds the lock (SQLITE_BUSY, 5). */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
