import { StartError } from '../start-error'
import { withStore } from './with-store'

/**
 * `whorl backup <path>`: a consistent copy of the embedded database. The secret key is not in it.
 *
 * It may run beside a server, and then holds every event that was answered before it began.
 *
 * @throws StartError for a server database, or a path that cannot be written
 */
export async function backup(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  const [path, ...rest] = args
  if (path === undefined || rest.length > 0)
    throw new StartError('Name one file: whorl backup <path>.')
  await withStore(env, async (store, { dataFolder, secretKey }) => {
    if (!store.upkeep.backup)
      throw new StartError('Back up PostgreSQL with its own tools, for example pg_dump.')
    await store.upkeep.backup(path).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new StartError(`No backup was made: ${reason}`, cause)
    })
    const key = secretKey === undefined ? `${dataFolder}/secret.key` : 'WHORL_SECRET_KEY'
    console.log(`Copied to ${path}. Keep ${key} with it: nothing signed or sealed opens without.`)
  })
}
