import { readFileSync } from 'node:fs'
import { RulesetEntry, rulesetBounds } from '@whorl/wire'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseOriginRule } from '../pipeline/origin'
import { StartError } from '../start-error'
import { findUnknownWeight, OwnSuspectWeights } from './own-suspect-weights'
import { findRulesetMistake } from './provision-rulesets'
import { Limits } from './settings'

const closed = { additionalProperties: false } as const
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })
const Key = Type.String({ pattern: '^[A-Za-z0-9_-]{3,256}$' })

const EnvironmentEntry = Type.Object(
  {
    id: Type.Optional(Id),
    name: Name,
    publicKeys: Type.Array(Key, { minItems: 1 }),
    allowedOrigins: Type.Optional(Type.Array(Type.String({ maxLength: 300 }))),
    sealedResults: Type.Optional(Type.Object({ key: Type.String() }, closed)),
    zeroTrust: Type.Optional(Type.Boolean()),
    limits: Type.Optional(Limits),
  },
  closed,
)

const SecretKeyEntry = Type.Object(
  {
    token: Key,
    status: Type.Optional(Type.Union([Type.Literal('enabled'), Type.Literal('disabled')])),
    /** Id or name of an environment of the same workspace. */
    environment: Type.Optional(Type.String()),
  },
  closed,
)

const WebhookEntry = Type.Object(
  {
    id: Type.Optional(Id),
    url: Type.String({ pattern: '^https?://' }),
    secret: Type.String({ minLength: 1 }),
    version: Type.Union([Type.Literal('4'), Type.Literal('3')]),
    environment: Type.Optional(Type.String()),
    basicAuth: Type.Optional(
      Type.Object({ username: Type.String(), password: Type.String() }, closed),
    ),
  },
  closed,
)

const TrackerEntry = Type.Object(
  {
    id: Type.Optional(Id),
    key: Key,
    domains: Type.Array(Type.String()),
    variables: Type.Array(Type.String()),
    thresholds: Type.Optional(Type.Record(Type.String(), Type.Number())),
    weights: Type.Optional(Type.Record(Type.String(), Type.Number())),
  },
  closed,
)

const WorkspaceEntry = Type.Object(
  {
    id: Type.Optional(Id),
    name: Name,
    region: Type.Optional(Type.Union([Type.Literal('us'), Type.Literal('eu'), Type.Literal('ap')])),
    smartSignals: Type.Optional(Type.Boolean()),
    relatedVisitors: Type.Optional(Type.Boolean()),
    updateSettleMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    strictZones: Type.Optional(Type.Boolean()),
    /** At most a hundred years. */
    retentionDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 36_500 })),
    deletionsPerHour: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    suspectWeights: Type.Optional(OwnSuspectWeights),
    limits: Type.Optional(Limits),
    environments: Type.Array(EnvironmentEntry),
    secretKeys: Type.Optional(Type.Array(SecretKeyEntry)),
    managementKeys: Type.Optional(Type.Array(Key)),
    proxyKeys: Type.Optional(Type.Array(Key)),
    webhooks: Type.Optional(Type.Array(WebhookEntry)),
    trackers: Type.Optional(Type.Array(TrackerEntry)),
    rulesets: Type.Optional(Type.Array(RulesetEntry, { maxItems: rulesetBounds.rulesetsMax })),
  },
  closed,
)
export type WorkspaceEntry = Static<typeof WorkspaceEntry>
export type EnvironmentEntry = Static<typeof EnvironmentEntry>

const ProvisionFile = Type.Object({ workspaces: Type.Array(WorkspaceEntry) }, closed)
export type ProvisionFile = Static<typeof ProvisionFile>

const check = Compile(ProvisionFile)
const sealKeyBytes = 32

/**
 * Reads and checks a provisioning file as a whole, before anything of it is written.
 *
 * @throws StartError one sentence that names the place of the first mistake
 */
export function readProvisionFile(path: string): ProvisionFile {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`WHORL_PROVISION: ${path} cannot be read as JSON: ${why}.`, cause)
  }
  if (!check.Check(content)) throw new StartError(`WHORL_PROVISION: ${explain(content)}.`)
  for (const [index, workspace] of content.workspaces.entries())
    checkWorkspace(workspace, `workspaces[${index}]`)
  checkKeysAreOwn(content)
  return content
}

/** The first mistake in words: unknown keys by name, else the place and what it must be. */
function explain(content: unknown): string {
  const all = check.Errors(content)
  for (const { instancePath, keyword, params } of all) {
    if (keyword !== 'additionalProperties' || !('additionalProperties' in params)) continue
    const names = (params.additionalProperties as string[]).map((name) => `"${name}"`).join(', ')
    return `${place(instancePath)} has the unknown key ${names}`
  }
  const [first] = all
  return `${place(first?.instancePath ?? '')} ${first?.message ?? 'is not valid'}`
}

/** `/workspaces/0/name` as `workspaces[0].name`. */
function place(pointer: string): string {
  const text = pointer
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
    .replace(/^\./, '')
  return text || 'the file'
}

function checkWorkspace(workspace: WorkspaceEntry, where: string): void {
  const mistake = workspace.suspectWeights && findUnknownWeight(workspace.suspectWeights)
  if (mistake !== undefined)
    throw new StartError(`WHORL_PROVISION: ${where}.suspectWeights ${mistake}.`)
  const inRulesets = findRulesetMistake(workspace.rulesets ?? [])
  if (inRulesets !== undefined) throw new StartError(`WHORL_PROVISION: ${where}.${inRulesets}.`)
  const names = new Set<string>()
  for (const [index, environment] of workspace.environments.entries()) {
    checkEnvironment(environment, `${where}.environments[${index}]`)
    const identity = environment.id ?? environment.name
    if (names.has(identity))
      throw new StartError(`WHORL_PROVISION: ${where} has two environments "${identity}".`)
    names.add(identity)
  }
  const known = workspace.environments.flatMap(({ id, name }) => (id ? [id, name] : [name]))
  for (const section of ['secretKeys', 'webhooks'] as const) {
    for (const [index, { environment }] of (workspace[section] ?? []).entries()) {
      if (environment === undefined || known.includes(environment)) continue
      const entry = `${where}.${section}[${index}].environment`
      throw new StartError(`WHORL_PROVISION: ${entry} "${environment}" is none of ${where}.`)
    }
  }
}

function checkEnvironment(environment: EnvironmentEntry, where: string): void {
  for (const [index, origin] of (environment.allowedOrigins ?? []).entries()) {
    if (!parseOriginRule(origin))
      throw new StartError(
        `WHORL_PROVISION: ${where}.allowedOrigins[${index}] "${origin}" is no origin; write ` +
          'https://shop.example.com, shop.example.com or *.example.com.',
      )
  }
  const key = environment.sealedResults?.key
  if (key !== undefined && Buffer.from(key, 'base64').length !== sealKeyBytes)
    throw new StartError(`WHORL_PROVISION: ${where}.sealedResults.key must be 32 bytes in base64.`)
}

/** One key names one thing: twice the same text would give one of the two nobody's rights. */
function checkKeysAreOwn({ workspaces }: ProvisionFile): void {
  const seen = new Map<string, string>()
  for (const [w, workspace] of workspaces.entries()) {
    const where = `workspaces[${w}]`
    const keys = [
      ...workspace.environments.flatMap(({ publicKeys }, e) =>
        publicKeys.map((key, k) => [key, `${where}.environments[${e}].publicKeys[${k}]`] as const),
      ),
      ...(workspace.secretKeys ?? []).map(
        ({ token }, k) => [token, `${where}.secretKeys[${k}]`] as const,
      ),
      ...(['managementKeys', 'proxyKeys'] as const).flatMap((section) =>
        (workspace[section] ?? []).map((key, k) => [key, `${where}.${section}[${k}]`] as const),
      ),
    ]
    for (const [key, place] of keys) {
      const other = seen.get(key)
      if (other !== undefined)
        throw new StartError(`WHORL_PROVISION: ${place} is the same key as ${other}.`)
      seen.set(key, place)
    }
  }
}
