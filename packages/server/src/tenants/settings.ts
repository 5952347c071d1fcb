import type { Environment, Workspace } from '@whorl/store'
import { RuleAction } from '@whorl/wire'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { OwnSuspectWeights } from './own-suspect-weights'

/** Limits of an environment; 0 switches one off. */
export const Limits = Type.Object(
  {
    /** Messages each second of one address, four times as many at once. */
    ingestPerIp: Type.Optional(Type.Number({ minimum: 0 })),
    /** Messages each second of the public key. */
    ingestPerKey: Type.Optional(Type.Number({ minimum: 0 })),
    /** Server API calls each second of one secret key. */
    apiPerKey: Type.Optional(Type.Number({ minimum: 0 })),
    newVisitorsPerMinute: Type.Optional(Type.Number({ minimum: 0 })),
    fingerprintsPerVisitorDay: Type.Optional(Type.Number({ minimum: 0 })),
  },
  { additionalProperties: false },
)

export const defaultLimits = {
  ingestPerIp: 50,
  ingestPerKey: 1_000,
  apiPerKey: 0,
  newVisitorsPerMinute: 600,
  fingerprintsPerVisitorDay: 500,
} as const satisfies Record<keyof Static<typeof Limits>, number>

export type LimitValues = { readonly [Name in keyof typeof defaultLimits]: number }

/** The keys are sealed in the installation's box. Times are Unix ms. */
const SealedResults = Type.Object({
  sealedKey: Type.String(),
  /** What the next rotation makes the key. */
  sealedNext: Type.Optional(Type.String()),
  /** The key before the last rotation. */
  sealedPrevious: Type.Optional(Type.String()),
  /** Keys are kept, and results are not sealed. */
  isDisabled: Type.Optional(Type.Boolean()),
  /** Made by the Management API, not by the provisioning file. */
  isManaged: Type.Optional(Type.Boolean()),
  name: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  createdAt: Type.Optional(Type.Number()),
  lastActivatedAt: Type.Optional(Type.Number()),
  lastRotatedAt: Type.Optional(Type.Number()),
  lastDeactivatedAt: Type.Optional(Type.Number()),
})
export type SealedResults = Static<typeof SealedResults>

/** One rule of an environment, in the order in which they are tried. Times are Unix ms. */
const FilteringRule = Type.Object({
  id: Type.String(),
  name: Type.String(),
  expression: Type.String(),
  action: Type.Union([Type.Literal('allow'), Type.Literal('deny')]),
  status: Type.Union([Type.Literal('enabled'), Type.Literal('disabled')]),
  denyWith: Type.Optional(Type.String()),
  createdAt: Type.Number(),
  updatedAt: Type.Optional(Type.Number()),
})
export type FilteringRule = Static<typeof FilteringRule>

/** Rules over events, in the order in which they are tried. Times are Unix ms. */
const Ruleset = Type.Object({
  id: Type.String(),
  name: Type.String(),
  rules: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.Optional(Type.String()),
      expression: Type.String(),
      action: RuleAction,
    }),
  ),
  /** The action when no rule matches. */
  default: RuleAction,
  createdAt: Type.Number(),
  updatedAt: Type.Optional(Type.Number()),
})
export type Ruleset = Static<typeof Ruleset>

const EnvironmentRow = Type.Object({
  allowedOrigins: Type.Optional(Type.Array(Type.String())),
  zeroTrust: Type.Optional(Type.Boolean()),
  sealedResults: Type.Optional(SealedResults),
  limits: Type.Optional(Limits),
  description: Type.Optional(Type.String()),
  /** Unix ms of the last change by the Management API. */
  updatedAt: Type.Optional(Type.Number()),
  filteringRules: Type.Optional(Type.Array(FilteringRule)),
})

const WorkspaceRow = Type.Object({
  region: Type.Optional(Type.String()),
  smartSignals: Type.Optional(Type.Boolean()),
  relatedVisitors: Type.Optional(Type.Boolean()),
  updateSettleMs: Type.Optional(Type.Integer({ minimum: 0 })),
  strictZones: Type.Optional(Type.Boolean()),
  retentionDays: Type.Optional(Type.Integer({ minimum: 0 })),
  deletionsPerHour: Type.Optional(Type.Integer({ minimum: 0 })),
  suspectWeights: Type.Optional(OwnSuspectWeights),
  limits: Type.Optional(Limits),
  rulesets: Type.Optional(Type.Array(Ruleset)),
})

export interface EnvironmentSettings {
  readonly allowedOrigins: readonly string[]
  readonly zeroTrust: boolean
  /** Present also while it is disabled. */
  readonly sealedResults?: SealedResults
  /** What the environment itself sets; what holds is `limitsOf`. */
  readonly limits: Static<typeof Limits>
  readonly description?: string
  readonly updatedAt?: number
  readonly filteringRules: readonly FilteringRule[]
}

export interface WorkspaceSettings {
  readonly region: string
  readonly smartSignals: boolean
  readonly relatedVisitors: boolean
  /** How long after an event PATCH answers 409, in milliseconds. */
  readonly updateSettleMs: number
  /** Clocks are compared within a country, too. */
  readonly strictZones: boolean
  /** Events and visitors older than this are removed; 0 keeps them. */
  readonly retentionDays: number
  /** Visitors that may be deleted in an hour; 0 is no limit. */
  readonly deletionsPerHour: number
  /** Of its own; what holds is `suspectWeightsOf`. */
  readonly suspectWeights?: OwnSuspectWeights
  /** For environments that set none of their own. */
  readonly limits: Static<typeof Limits>
  readonly rulesets: readonly Ruleset[]
}

const checkEnvironment = Compile(EnvironmentRow)
const checkWorkspace = Compile(WorkspaceRow)
const environments = new WeakMap<Environment, EnvironmentSettings>()
const workspaces = new WeakMap<Workspace, WorkspaceSettings>()

/** @throws TypeError when the stored settings are not ours: a damaged row must not pass silently */
export function environmentSettings(environment: Environment): EnvironmentSettings {
  const known = environments.get(environment)
  if (known) return known
  const row = environment.settings
  if (!checkEnvironment.Check(row))
    throw new TypeError(`settings of environment ${environment.id} are damaged`)
  const settings: EnvironmentSettings = {
    allowedOrigins: row.allowedOrigins ?? [],
    zeroTrust: row.zeroTrust ?? false,
    ...(row.sealedResults && { sealedResults: row.sealedResults }),
    limits: row.limits ?? {},
    ...(row.description !== undefined && { description: row.description }),
    ...(row.updatedAt !== undefined && { updatedAt: row.updatedAt }),
    filteringRules: row.filteringRules ?? [],
  }
  environments.set(environment, settings)
  return settings
}

/** @throws TypeError when the stored settings are not ours */
export function workspaceSettings(workspace: Workspace): WorkspaceSettings {
  const known = workspaces.get(workspace)
  if (known) return known
  const row = workspace.settings
  if (!checkWorkspace.Check(row))
    throw new TypeError(`settings of workspace ${workspace.id} are damaged`)
  const settings: WorkspaceSettings = {
    region: row.region ?? 'us',
    smartSignals: row.smartSignals ?? true,
    relatedVisitors: row.relatedVisitors ?? false,
    updateSettleMs: row.updateSettleMs ?? 0,
    strictZones: row.strictZones ?? false,
    retentionDays: row.retentionDays ?? 0,
    deletionsPerHour: row.deletionsPerHour ?? 0,
    ...(row.suspectWeights && { suspectWeights: row.suspectWeights }),
    limits: row.limits ?? {},
    rulesets: row.rulesets ?? [],
  }
  workspaces.set(workspace, settings)
  return settings
}

/** The limits that hold: the environment's, else the workspace's, else the defaults. */
export function limitsOf(workspace: Workspace, environment: Environment): LimitValues {
  return {
    ...defaultLimits,
    ...workspaceSettings(workspace).limits,
    ...environmentSettings(environment).limits,
  }
}
