import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPglite } from '../../packages/store/conformance/pglite-server'
import { findPostgres, startPostgres } from '../../packages/store/conformance/postgres-server'

/** A kind of database that the whole server is run on. */
export interface Databases {
  /** The address of a new, empty database. */
  newUrl(): Promise<string>
  stop(): Promise<void>
}

/** Set `WHORL_TEST_PGLITE` to see what a machine without PostgreSQL sees. */
const bin = process.env.WHORL_TEST_PGLITE ? undefined : findPostgres()
export const hasPostgres = bin !== undefined

/** A PostgreSQL server, or PGlite where none is installed. */
export async function openPostgresDatabases(): Promise<Databases> {
  const { newDatabase, stop } = await (bin ? startPostgres(bin) : startPglite())
  return { newUrl: newDatabase, stop }
}

/** SQLite files in a folder of their own. */
export async function openSqliteDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'whorl-databases-'))
  let files = 0
  return {
    newUrl: async () => `sqlite:${join(folder, `${++files}.db`)}`,
    stop: async () => rmSync(folder, { recursive: true }),
  }
}
