import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig, settings } from '../config'
import { readTlsIdentity } from '../network/tls-identity'
import { findSecret } from '../secrets'
import { StartError } from '../start-error'
import { version } from '../version'
import { withStore } from './with-store'

/**
 * `whorl doctor`: the settings without their secrets, then a try of the database.
 *
 * @throws StartError with one sentence about what is wrong
 */
export async function doctor(env: NodeJS.ProcessEnv): Promise<void> {
  // First of all: a wrong setting is what one asks the doctor for.
  readTlsIdentity(readConfig(env))
  console.log(`Whorl ${version} on Node ${process.versions.node}\n`)
  for (const { variable, defaultText, isSecret, docs } of Object.values(settings)) {
    const text = env[variable]?.trim()
    const shown = text ? (isSecret ? '(set, hidden)' : text) : `${defaultText} (default)`
    console.log(`${variable.padEnd(24)}${shown}\n${' '.repeat(24)}${docs}`)
  }
  await withStore(env, async (store, config) => {
    checkSecret(config)
    await store.upkeep.ping()
    const { workspaces, environments, keys } = await store.tenants.readAll()
    const { databaseBytes = 0, walBytes = 0 } = await store.upkeep.stats()
    const size = `, ${Math.ceil((databaseBytes + walBytes) / 1024)} KiB`
    console.log(
      `\ndatabase: ${store.backend} reads and writes${size}; ${workspaces.length} workspaces, ` +
        `${environments.length} environments, ${keys.length} keys`,
    )
  })
}

/** Makes none: one that the doctor made would not be the one that signed what is out there. */
function checkSecret(config: Config): void {
  const isFile = config.secretKey === undefined && config.databaseUrl.startsWith('sqlite:')
  const path = join(config.dataFolder, 'secret.key')
  if (isFile && !existsSync(path))
    throw new StartError(`${path} is missing: restore it from the backup of this database.`)
  findSecret(config)
}
