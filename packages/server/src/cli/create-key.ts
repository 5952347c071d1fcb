import type { ApiKey, Environment, Tenants } from '@whorl/store'
import { createKeyToken } from '../ids'
import { StartError } from '../start-error'
import { putNewKey } from '../tenants/create-tenant'
import { withStore } from './with-store'

const types = ['public', 'secret', 'management', 'proxy'] as const

/**
 * `whorl keys create`: makes a key and prints it; only its hash is kept.
 *
 * @throws StartError when the workspace or environment is not clear
 */
export async function createKey(
  env: NodeJS.ProcessEnv,
  options: {
    type?: string | undefined
    environment?: string | undefined
    workspace?: string | undefined
  },
): Promise<void> {
  const type = types.find((known) => known === options.type)
  if (!type) throw new StartError(`--type must be one of ${types.join(', ')}.`)
  const token = createKeyToken(type)
  await withStore(env, async (store) => {
    const owner = findOwner(await store.tenants.readAll(), type, options)
    await putNewKey(store, { ...owner, type, token }, Date.now())
  })
  console.log(token)
}

function findOwner(
  { workspaces, environments }: Tenants,
  type: ApiKey['type'],
  {
    workspace: wanted,
    environment,
  }: { workspace?: string | undefined; environment?: string | undefined },
): { workspaceId: string; environmentId?: string } {
  const fits = workspaces.filter(
    ({ id, name }) => wanted === undefined || [id, name].includes(wanted),
  )
  const [workspace, another] = fits
  if (!workspace) throw new StartError('There is no such workspace.')
  if (another) throw new StartError('There are several workspaces: name one with --workspace.')
  const own = environments.filter(({ workspaceId }) => workspaceId === workspace.id)
  const chosen = choose(own, environment, type === 'public')
  return { workspaceId: workspace.id, ...(chosen && { environmentId: chosen.id }) }
}

/** Public keys always belong to an environment; the only one needs no name. */
function choose(
  own: readonly Environment[],
  wanted: string | undefined,
  isRequired: boolean,
): Environment | undefined {
  if (wanted === undefined) {
    if (!isRequired) return undefined
    if (own.length === 1) return own[0]
    throw new StartError('Name the environment of a public key with --environment.')
  }
  const found = own.find(({ id, name }) => id === wanted || name === wanted)
  if (!found) throw new StartError(`There is no environment "${wanted}" in this workspace.`)
  return found
}
