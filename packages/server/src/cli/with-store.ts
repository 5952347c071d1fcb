import { type AdminStore, openAdminStore, StoreOpenError } from '@whorl/store'
import { type Config, readConfig } from '../config'
import { createLogger } from '../observe/logger'
import { databaseAddress } from '../open-house'
import { StartError } from '../start-error'

/**
 * Opens the database for one command, also beside a running server, and closes it whatever happens.
 *
 * @throws StartError when it cannot be opened, for example because no server has made it yet
 */
export async function withStore<Answer>(
  env: NodeJS.ProcessEnv,
  work: (store: AdminStore, config: Config) => Promise<Answer>,
): Promise<Answer> {
  const config = readConfig(env)
  const store = await open(config)
  try {
    return await work(store, config)
  } finally {
    await store.close()
  }
}

async function open(config: Config): Promise<AdminStore> {
  const log = createLogger('warn')
  try {
    return await openAdminStore(databaseAddress(config), {
      log: ({ level, message, error }) => log[level]({ err: error }, message),
    })
  } catch (cause) {
    if (cause instanceof StoreOpenError) throw new StartError(cause.message, cause)
    throw cause
  }
}
