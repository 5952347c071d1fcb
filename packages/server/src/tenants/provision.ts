import type { AddressRanges } from '@whorl/enrich'
import type { ApiKey, Environment, Store, Tenants, Workspace } from '@whorl/store'
import type { Logger } from 'pino'
import { createEnvironmentId, createWorkspaceId, hashKey } from '../ids'
import { sealContext } from '../pipeline/sealed-result'
import { canonicalJson } from '../pipeline/tidy-json'
import type { Box } from '../secrets'
import { StartError } from '../start-error'
import { type NewKey, toKeyRow } from './create-tenant'
import type { EnvironmentEntry, ProvisionFile, WorkspaceEntry } from './provision-file'
import { provisionRulesets } from './provision-rulesets'
import { provisionWebhooks } from './provision-webhooks'
import { environmentSettings, type SealedResults } from './settings'

export interface ProvisionOptions {
  readonly store: Pick<Store, 'tenants' | 'webhooks'>
  readonly outboundAllow: AddressRanges
  readonly box: Box
  readonly log: Logger
  /** Real clock, Unix ms. */
  readonly now: number
}

interface Context extends ProvisionOptions {
  readonly createdAt: () => number
}

/** Sections of features that do not exist yet: checked, kept, and said so. */
const laterSections = ['trackers'] as const

/**
 * Makes the stored tenants what the file says. Entries are found again by id, else by name or
 * token; what the file does not mention stays. The second run writes nothing.
 *
 * @throws StartError when a key belongs to somebody else already
 */
export async function provision(file: ProvisionFile, options: ProvisionOptions): Promise<void> {
  // A millisecond apart, so that the order of the file is kept: the first environment is the demo's.
  let at = options.now
  const context = { ...options, createdAt: () => at++ }
  for (const entry of file.workspaces) {
    // Read again for each: the entry before it may have made what this one refers to.
    const before = await context.store.tenants.readAll()
    const workspace = await putWorkspace(entry, before, context)
    const environments = new Map<string, string>()
    for (const one of entry.environments) {
      const { id } = await putEnvironment(one, workspace, before, context)
      environments.set(one.name, id)
      if (one.id !== undefined) environments.set(one.id, id)
    }
    for (const key of keysOf(entry, workspace.id, environments)) await putKey(key, before, context)
    await provisionWebhooks(entry.webhooks ?? [], workspace.id, environments, context)
    for (const section of laterSections)
      if ((entry[section]?.length ?? 0) > 0)
        context.log.warn(
          { workspace: workspace.id, section },
          'this section is kept, and has no effect yet',
        )
  }
}

async function putWorkspace(
  entry: WorkspaceEntry,
  { workspaces }: Tenants,
  { store, box, now, createdAt }: Context,
): Promise<Workspace> {
  const { id, name, region, smartSignals, relatedVisitors, updateSettleMs, strictZones, limits } =
    entry
  const { suspectWeights } = entry
  const before = workspaces.find((row) => (id !== undefined ? row.id === id : row.name === name))
  const rowId = before?.id ?? id ?? createWorkspaceId()
  const rulesets = provisionRulesets(entry.rulesets ?? [], before, { now, createdAt })
  const row: Workspace = {
    id: rowId,
    name,
    createdAt: before?.createdAt ?? createdAt(),
    settings: withoutUndefined({
      region,
      smartSignals,
      relatedVisitors,
      updateSettleMs,
      strictZones,
      retentionDays: entry.retentionDays,
      deletionsPerHour: entry.deletionsPerHour,
      suspectWeights,
      limits,
      rulesets: rulesets.length > 0 ? rulesets : undefined,
      later: sealLater(entry, before, box, rowId),
    }),
  }
  if (!isSame(before, row)) await store.tenants.putWorkspace(row)
  return row
}

/** Trackers hold keys: they are kept sealed. An unchanged text keeps its seal. */
function sealLater(
  entry: WorkspaceEntry,
  before: Workspace | undefined,
  box: Box,
  workspaceId: string,
): string | undefined {
  const kept = laterSections.filter((section) => (entry[section]?.length ?? 0) > 0)
  if (kept.length === 0) return undefined
  const text = JSON.stringify(Object.fromEntries(kept.map((section) => [section, entry[section]])))
  return sealAgain(text, before?.settings.later, box, `later ${workspaceId}`)
}

async function putEnvironment(
  entry: EnvironmentEntry,
  workspace: Workspace,
  { environments }: Tenants,
  { store, box, createdAt }: Context,
): Promise<Environment> {
  const { id, name, allowedOrigins, zeroTrust, limits, sealedResults } = entry
  const before = environments.find(
    (row) =>
      row.workspaceId === workspace.id && (id !== undefined ? row.id === id : row.name === name),
  )
  const isForeign = id !== undefined && environments.some((row) => row.id === id) && !before
  if (isForeign)
    throw new StartError(`WHORL_PROVISION: environment ${id} belongs to another workspace.`)
  const rowId = before?.id ?? id ?? createEnvironmentId()
  const row: Environment = {
    id: rowId,
    workspaceId: workspace.id,
    name,
    createdAt: before?.createdAt ?? createdAt(),
    settings: withoutUndefined({
      ...managedSettings(before),
      allowedOrigins,
      zeroTrust,
      limits,
      ...(sealedResults && {
        sealedResults: provisionedSeal(sealedResults.key, before, box, rowId),
      }),
    }),
  }
  if (!isSame(before, row)) await store.tenants.putEnvironment(row)
  return row
}

/** What the Management API set and the file has no word for stays; so does a key it made. */
function managedSettings(before: Environment | undefined): Record<string, unknown> {
  if (!before) return {}
  const { description, updatedAt, filteringRules, sealedResults } = environmentSettings(before)
  return withoutUndefined({
    description,
    updatedAt,
    filteringRules: filteringRules.length > 0 ? filteringRules : undefined,
    sealedResults: sealedResults?.isManaged ? sealedResults : undefined,
  })
}

/** The file's sealing key. Where it was rotated since, the file names one of the past: it stays. */
function provisionedSeal(
  key: string,
  before: Environment | undefined,
  box: Box,
  environmentId: string,
): SealedResults {
  const sealed = before && environmentSettings(before).sealedResults
  const context = sealContext(environmentId)
  if (sealed?.lastRotatedAt !== undefined) return sealed
  const sealedKey = sealAgain(key, sealed?.sealedKey, box, context)
  return { ...(sealed?.sealedKey === sealedKey && sealed), sealedKey }
}

/** Every seal is different; the old one is kept when it holds the same text. */
function sealAgain(text: string, before: unknown, box: Box, context: string): string {
  if (typeof before === 'string') {
    try {
      if (box.open(before, context) === text) return before
    } catch {
      // Sealed with an earlier key of the installation: sealing it again is the remedy.
    }
  }
  return box.seal(text, context)
}

function keysOf(
  entry: WorkspaceEntry,
  workspaceId: string,
  environments: ReadonlyMap<string, string>,
): NewKey[] {
  const scope = (name: string | undefined) => {
    const environmentId = name === undefined ? undefined : environments.get(name)
    return environmentId === undefined ? {} : { environmentId }
  }
  return [
    ...entry.environments.flatMap(({ id, name, publicKeys }) =>
      publicKeys.map((token) => ({
        workspaceId,
        type: 'public' as const,
        token,
        ...scope(id ?? name),
      })),
    ),
    ...(entry.secretKeys ?? []).map(({ token, status, environment }) => ({
      workspaceId,
      type: 'secret' as const,
      token,
      ...(status && { status }),
      ...scope(environment),
    })),
    ...(entry.managementKeys ?? []).map((token) => ({
      workspaceId,
      type: 'management' as const,
      token,
    })),
    ...(entry.proxyKeys ?? []).map((token) => ({ workspaceId, type: 'proxy' as const, token })),
  ]
}

async function putKey(
  key: NewKey,
  { keys }: Tenants,
  { store, createdAt }: Context,
): Promise<void> {
  const hash = hashKey(key.token)
  const before = keys.find((row) => row.hash === hash)
  if (before && (before.workspaceId !== key.workspaceId || before.type !== key.type))
    throw new StartError(
      `WHORL_PROVISION: the ${key.type} key ending in ${before.lastFour} is a ${before.type} key ` +
        `of workspace ${before.workspaceId} already.`,
    )
  const { status = before?.status } = key
  const row: ApiKey = {
    ...toKeyRow(
      { ...key, ...(status && { status }) },
      before?.createdAt ?? createdAt(),
      before?.id,
    ),
    // What the file says of a key's status holds at every start; where it says nothing, a key that
    // was disabled since stays so.
    ...(before?.settings && { settings: before.settings }),
  }
  if (!isSame(before, row)) await store.tenants.putKey(row)
}

function withoutUndefined(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

function isSame(before: object | undefined, now: object): boolean {
  return before !== undefined && canonicalJson(before) === canonicalJson(now)
}
