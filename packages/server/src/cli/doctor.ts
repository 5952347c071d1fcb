import { readConfig, settings } from '../config'
import { version } from '../version'
import { withStore } from './with-store'

/** `whorl doctor`: the settings without their secrets, then a try of the database. */
export async function doctor(env: NodeJS.ProcessEnv): Promise<void> {
  // First of all: a wrong setting is what one asks the doctor for.
  readConfig(env)
  console.log(`Whorl ${version} on Node ${process.versions.node}\n`)
  for (const { variable, defaultText, isSecret, docs } of Object.values(settings)) {
    const text = env[variable]?.trim()
    const shown = text ? (isSecret ? '(set, hidden)' : text) : `${defaultText} (default)`
    console.log(`${variable.padEnd(24)}${shown}\n${' '.repeat(24)}${docs}`)
  }
  await withStore(env, async (store) => {
    await store.upkeep.ping()
    const { workspaces, environments, keys } = await store.tenants.readAll()
    const { databaseBytes } = await store.upkeep.stats()
    const size = databaseBytes === undefined ? '' : `, ${Math.ceil(databaseBytes / 1024)} KiB`
    console.log(
      `\ndatabase: ${store.backend} reads and writes${size}; ${workspaces.length} workspaces, ` +
        `${environments.length} environments, ${keys.length} keys`,
    )
  })
}
