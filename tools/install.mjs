import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Installs what the committed lock asks for and is not there. Never removes the development
 * dependencies of a checkout that has them.
 *
 * @param {{dev: boolean}} options `dev`: the development dependencies are needed too
 */
export function ensureInstalled({ dev }) {
  const missing = firstMissing({ dev })
  if (missing === undefined) return
  const hasDev = existsSync(join(root, 'node_modules/vitest'))
  console.log(`installing dependencies (${missing})`)
  // Not `npm ci`: it refuses when an optional package of another platform is missing. `--no-save`
  // leaves the committed lock as it is.
  const args = ['install', '--no-save', '--no-audit', '--no-fund']
  const [command, ...before] = npmCommand()
  const result = spawnSync(
    command,
    [...before, ...args, ...(dev || hasDev ? ['--include=dev'] : ['--omit=dev'])],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  if (result.error) throw result.error
  if (result.status !== 0) throw new Error(`npm install ended with ${result.status}`)
  const still = firstMissing({ dev })
  if (still !== undefined) throw new Error(`npm install left this: ${still}`)
}

// Under `npm start` npm names itself; otherwise it is on the path.
function npmCommand() {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? [process.execPath, cli] : ['npm']
}

/** Why the installed tree is not the locked one, or undefined when it is. */
function firstMissing({ dev }) {
  const treePath = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(treePath)) return 'nothing is installed yet'
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(treePath, 'utf8')).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue
    if (entry.optional || entry.peer || (entry.dev && !dev) || (entry.devOptional && !dev)) continue
    const got = installed[path]
    if (!got || !existsSync(join(root, path))) return `${path} is missing`
    if (got.version !== entry.version) return `${path} is not ${entry.version}`
  }
  return undefined
}
