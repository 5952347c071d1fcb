import type { AdminStore, ApiKey, Tenants } from '@whorl/store'
import { StartError } from '../start-error'
import { isKeyUsable, keySettings, withStatus } from '../tenants/key-settings'
import { withStore } from './with-store'

export const keyActions = ['list', 'disable', 'enable', 'revoke'] as const
export type KeyAction = (typeof keyActions)[number]

/**
 * `whorl keys list | disable | enable | revoke`: works beside a running server, which knows of it
 * within a second.
 *
 * @param args ids as `list` prints them; none for `list`
 * @throws StartError when there is no such key
 */
export async function manageKeys(
  env: NodeJS.ProcessEnv,
  action: KeyAction,
  args: readonly string[],
  print: (line: string) => void = console.log,
): Promise<void> {
  const [id, another] = args
  if (action === 'list' ? id !== undefined : id === undefined || another !== undefined)
    throw new StartError(
      action === 'list' ? 'whorl keys list takes nothing.' : `whorl keys ${action} takes one id.`,
    )
  await withStore(env, async (store) => {
    const all = await store.tenants.readAll()
    if (id === undefined) return listKeys(store, all, print)
    const key = all.keys.find((one) => one.id === id)
    if (!key) throw new StartError(`There is no key "${id}"; whorl keys list prints them.`)
    await change(store, key, action)
    print(`${key.id} (${key.type}, …${key.lastFour}) is ${words[action]}.`)
  })
}

const words = { list: '', disable: 'disabled', enable: 'enabled', revoke: 'gone' } as const

async function change({ tenants }: AdminStore, key: ApiKey, action: KeyAction): Promise<void> {
  if (action === 'revoke') await tenants.removeKey(key.workspaceId, key.id)
  else
    await tenants.putKey(withStatus(key, action === 'enable' ? 'enabled' : 'disabled', Date.now()))
}

/** One line for each key, tabs between the parts: for people and for `cut`. */
async function listKeys(
  { tenants }: AdminStore,
  { workspaces, environments, keys }: Tenants,
  print: (line: string) => void,
): Promise<void> {
  print('id\ttype\tstatus\tworkspace\tenvironment\tends in\tlast used\tname')
  const now = Date.now()
  for (const workspace of workspaces) {
    const uses = await tenants.lastUses(workspace.id)
    for (const key of keys.filter(({ workspaceId }) => workspaceId === workspace.id)) {
      const environment = environments.find(
        ({ id, workspaceId }) => id === key.environmentId && workspaceId === workspace.id,
      )
      const usedAt = uses.get(key.id)
      print(
        [
          key.id,
          key.type,
          key.status === 'enabled' && !isKeyUsable(key, now) ? 'expired' : key.status,
          workspace.name,
          environment?.name ?? '-',
          `…${key.lastFour}`,
          usedAt === undefined ? 'never' : new Date(usedAt).toISOString(),
          keySettings(key).name ?? '',
        ]
          .map(withoutControls)
          .join('\t'),
      )
    }
  }
}

/** Names are anybody's text: none may move the cursor or begin another line. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}
