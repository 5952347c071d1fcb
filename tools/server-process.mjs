import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const mainPath = fileURLToPath(new URL('../packages/server/dist/main.js', import.meta.url))

const noLimits = {
  ingestPerIp: 0,
  ingestPerKey: 0,
  apiPerKey: 0,
  newVisitorsPerMinute: 0,
  fingerprintsPerVisitorDay: 0,
}

/**
 * A temporary data folder with one workspace, one environment, one key of each type, no limits.
 *
 * @param {{webhooks?: readonly {url: string, secret: string, version: string}[]}} [options]
 */
export function createInstallation({ webhooks = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'whorl-installation-'))
  const publicKey = 'public_key_of_this_test'
  const secretKey = 'secret_key_of_this_test'
  const provisionFile = join(folder, 'provision.json')
  const environments = [{ name: 'main', publicKeys: [publicKey], limits: noLimits }]
  const secretKeys = [{ token: secretKey }]
  const workspace = { name: 'main', environments, secretKeys, webhooks }
  writeFileSync(provisionFile, JSON.stringify({ workspaces: [workspace] }))
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', remove)
  return {
    folder,
    publicKey,
    secretKey,
    provisionFile,
    webhooks: webhooks.map(({ url }) => url),
    databasePath: join(folder, 'whorl.sqlite'),
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}

/**
 * Starts the built server on one core and waits until it serves.
 *
 * @param {ReturnType<typeof createInstallation>} installation
 * @param {{core?: number, port?: number, env?: Record<string, string>}} [options] `core`: the one
 *   that all its threads share; `port`: to come back where it was before; `env`: settings that
 *   differ from the installation's
 */
export async function startServer(installation, { core, port: givenPort, env } = {}) {
  const port = givenPort ?? (await findFreePort())
  const command = [process.execPath, mainPath]
  if (core !== undefined) command.unshift('taskset', '-c', String(core))
  const [program, ...args] = command
  const startedAt = performance.now()
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      WHORL_PORT: String(port),
      WHORL_DATA: installation.folder,
      WHORL_DATABASE: `sqlite:${installation.databasePath}`,
      WHORL_PROVISION: installation.provisionFile,
      WHORL_LOG_LEVEL: 'error',
      // A fresh installation would convert the installed packages, for some seconds of processor.
      WHORL_NETDATA: 'off',
      ...env,
    },
  })
  showLog(child.stdout)
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal))
  })
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  ended.then(() => process.off('exit', killAtExit))
  const endpoint = `http://127.0.0.1:${port}`
  await waitUntilReady(endpoint, ended)
  return {
    endpoint,
    port,
    readyMs: Math.round(performance.now() - startedAt),
    cpuMs: () => readCpuMs(child.pid),
    walBytes: () => fileBytes(`${installation.databasePath}-wal`),
    /** Sends a signal and resolves with the exit code or the signal's name. */
    async end(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** Passes on what the server logs as an error; its greeting is left out. */
function showLog(stream) {
  createInterface({ input: stream }).on('line', (line) => {
    if (line.startsWith('{')) console.error(line)
  })
}

async function waitUntilReady(endpoint, ended) {
  let code
  ended.then((value) => {
    code = value
  })
  for (let tries = 0; tries < 600; tries++) {
    if (code !== undefined) throw new Error(`the server ended with ${code}`)
    const reply = await fetch(`${endpoint}/readyz`).catch(() => undefined)
    if (reply?.ok) return
    await sleep(50)
  }
  throw new Error('the server did not get ready within 30 s')
}

/** User and system time of all threads: fields 14 and 15 of `/proc/<pid>/stat`, in 1/100 s. */
function readCpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function fileBytes(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
