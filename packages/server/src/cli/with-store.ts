import type { Store } from '@whorl/store'
import { type Config, readConfig } from '../config'
import { createLogger } from '../observe/logger'
import { openStoreOf } from '../open-house'
import { deriveSecrets, findSecret } from '../secrets'

/**
 * Opens the store for one command and closes it whatever happens.
 *
 * @throws StartError when it cannot be opened, for example because a server holds it
 */
export async function withStore<Answer>(
  env: NodeJS.ProcessEnv,
  work: (store: Store, config: Config) => Promise<Answer>,
): Promise<Answer> {
  const config = readConfig(env)
  const { tombstone } = deriveSecrets(findSecret(config))
  const store = await openStoreOf(config, tombstone, createLogger('warn'))
  try {
    return await work(store, config)
  } finally {
    await store.close()
  }
}
