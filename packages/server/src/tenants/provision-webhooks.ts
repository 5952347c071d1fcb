import type { AddressRanges } from '@whorl/enrich'
import type { Store, Webhook, WebhookSettings } from '@whorl/store'
import type { Logger } from 'pino'
import { randomBase62 } from '../ids'
import type { Box } from '../secrets'
import { openBasicAuth, openSecrets, sealBasicAuth, sealSecrets } from '../webhooks/webhook-secrets'
import { createMayReach, mistakeInUrl } from '../webhooks/webhook-url'
import type { WorkspaceEntry } from './provision-file'

type WebhookEntry = NonNullable<WorkspaceEntry['webhooks']>[number]

export interface WebhookContext {
  readonly store: Pick<Store, 'webhooks'>
  readonly box: Box
  readonly log: Logger
  readonly outboundAllow: AddressRanges
  readonly createdAt: () => number
}

/**
 * Makes the webhooks of a workspace what the file says. They are found again by id, else by
 * address; of several with one address, that of the same version and environment is taken. The
 * second run writes nothing.
 *
 * @param environments ids by id and by name
 */
export async function provisionWebhooks(
  entries: readonly WebhookEntry[],
  workspaceId: string,
  environments: ReadonlyMap<string, string>,
  context: WebhookContext,
): Promise<void> {
  const known = entries.length > 0 ? await context.store.webhooks.list(workspaceId) : []
  const used = new Set<string>()
  for (const entry of entries) {
    const environmentId =
      entry.environment === undefined ? undefined : environments.get(entry.environment)
    const free = known.filter(({ id }) => !used.has(id))
    const before = findAgain(entry, environmentId, free)
    const row = toRow(entry, { workspaceId, environmentId, before, context })
    used.add(row.id)
    warnOfAddress(row, context)
    if (!before || !isSame(before, row)) {
      const now = before ? context.createdAt() : row.createdAt
      await context.store.webhooks.put(row, now)
    }
  }
}

function findAgain(
  { id, url, version }: WebhookEntry,
  environmentId: string | undefined,
  webhooks: readonly Webhook[],
): Webhook | undefined {
  if (id !== undefined) return webhooks.find((row) => row.id === id)
  const alike = webhooks.filter((row) => row.url === url)
  const isTwin = (row: Webhook) =>
    row.version === Number(version) && row.environmentId === environmentId
  return alike.find(isTwin) ?? alike[0]
}

function toRow(
  { id, url, secret, version, basicAuth }: WebhookEntry,
  {
    workspaceId,
    environmentId,
    before,
    context: { box, createdAt },
  }: {
    workspaceId: string
    environmentId: string | undefined
    before: Webhook | undefined
    context: WebhookContext
  },
): WebhookSettings {
  const owner = { workspaceId, id: before?.id ?? id ?? `wh_${randomBase62(16)}` }
  // Every seal is different; the old one is kept when it holds the same. A secret that is being
  // changed may stand beside a newer one.
  const kept = before && openOrNothing(() => openSecrets(box, before))?.includes(secret)
  const auth = before && openOrNothing(() => openBasicAuth(box, before))
  const isSameAuth =
    auth?.username === basicAuth?.username && auth?.password === basicAuth?.password
  return {
    ...owner,
    ...(environmentId !== undefined && { environmentId }),
    url,
    description: before?.description ?? '',
    version: version === '3' ? 3 : 4,
    status: before?.status ?? 'enabled',
    secrets: before && kept ? before.secrets : sealSecrets(box, owner, [secret]),
    ...(basicAuth && {
      basicAuth:
        isSameAuth && before?.basicAuth !== undefined
          ? before.basicAuth
          : sealBasicAuth(box, owner, basicAuth),
    }),
    createdAt: before?.createdAt ?? createdAt(),
  }
}

/** Sealed with an earlier key of the installation: sealing it again is the remedy. */
function openOrNothing<Opened>(open: () => Opened): Opened | undefined {
  try {
    return open()
  } catch {
    // Unnamed on purpose: whatever is wrong with the old seal, the file has what it held.
    return undefined
  }
}

/** Deliveries say it, too; a server must start all the same when a name is not known today. */
function warnOfAddress(
  { workspaceId, id, url }: WebhookSettings,
  { log, outboundAllow }: WebhookContext,
): void {
  const mistake = mistakeInUrl(url, createMayReach(outboundAllow))
  if (mistake === undefined) return
  log.warn({ workspace: workspaceId, webhook: id }, `a webhook will not be sent: ${mistake}`)
}

const settingNames = [
  'environmentId',
  'url',
  'version',
  'status',
  'secrets',
  'basicAuth',
] as const satisfies readonly (keyof WebhookSettings)[]

function isSame(before: Webhook, row: WebhookSettings): boolean {
  return settingNames.every((name) => before[name] === row[name])
}
