import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

/** A PostgreSQL of the tests' own, in a temporary folder. */
export interface PostgresServer {
  /** Makes an empty database and returns its address. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

interface Account {
  readonly uid: number
  readonly gid: number
}

/** The folder of `initdb` and `postgres`: on the path, or where Debian puts them. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  return folders.find((folder) => ['initdb', 'postgres'].every((f) => existsSync(join(folder, f))))
}

/**
 * Starts PostgreSQL without durability, on a free port of the loopback address.
 *
 * @param bin as `findPostgres` returned it
 */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'whorl-postgres-'))
  const account = findAccount()
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'whorl', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...account, cwd: folder, stdio: 'pipe' },
  )
  const port = await findFreePort()
  const settings = [
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
    ['port', String(port)],
    ['fsync', 'off'],
    ['full_page_writes', 'off'],
    ['max_connections', '60'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], {
    ...account,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = (): boolean => server.kill('SIGQUIT')
  process.on('exit', kill)
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.kill('SIGINT')) await once(server, 'exit')
    process.off('exit', kill)
    rmSync(folder, { recursive: true, force: true })
  }
  const admin = `postgres://whorl@127.0.0.1:${port}/postgres`
  await waitUntilReady(server, admin)
  let databases = 0
  return {
    stop,
    async newDatabase() {
      databases += 1
      const sql = postgres(admin, { max: 1 })
      await sql.unsafe(`CREATE DATABASE whorl_${databases}`)
      await sql.end()
      return `postgres://whorl@127.0.0.1:${port}/whorl_${databases}`
    },
  }
}

/** PostgreSQL refuses to run as root. */
function findAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('there is no account `postgres` or `nobody` to run PostgreSQL as')
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (!address || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

async function waitUntilReady(server: ChildProcess, url: string): Promise<void> {
  let said = ''
  server.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000)
  })
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 50) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once: ${said}`)
    const sql = postgres(url, { max: 1, connect_timeout: 2 })
    try {
      await sql`SELECT 1`
      return
    } catch (error) {
      // Refused, or "the database system is starting up".
      if (!(error instanceof Error && 'code' in error)) throw error
      if (!['ECONNREFUSED', '57P03', 'CONNECTION_CLOSED'].includes(String(error.code))) throw error
      await sleep(50)
    } finally {
      await sql.end({ timeout: 0 })
    }
  }
  throw new Error(`PostgreSQL was not ready after 30 s: ${said}`)
}
