import type { Environment, Workspace } from '@whorl/store'
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

const EnvironmentRow = Type.Object({
  allowedOrigins: Type.Optional(Type.Array(Type.String())),
  zeroTrust: Type.Optional(Type.Boolean()),
  /** The key is sealed in the installation's box. */
  sealedResults: Type.Optional(Type.Object({ sealedKey: Type.String() })),
  limits: Type.Optional(Limits),
})

const WorkspaceRow = Type.Object({
  region: Type.Optional(Type.String()),
  smartSignals: Type.Optional(Type.Boolean()),
  relatedVisitors: Type.Optional(Type.Boolean()),
  updateSettleMs: Type.Optional(Type.Integer({ minimum: 0 })),
  strictZones: Type.Optional(Type.Boolean()),
  suspectWeights: Type.Optional(OwnSuspectWeights),
  limits: Type.Optional(Limits),
})

export interface EnvironmentSettings {
  readonly allowedOrigins: readonly string[]
  readonly zeroTrust: boolean
  readonly sealedResults?: { readonly sealedKey: string }
  /** What the environment itself sets; what holds is `limitsOf`. */
  readonly limits: Static<typeof Limits>
}

export interface WorkspaceSettings {
  readonly region: string
  readonly smartSignals: boolean
  readonly relatedVisitors: boolean
  /** How long after an event PATCH answers 409, in milliseconds. */
  readonly updateSettleMs: number
  /** Clocks are compared within a country, too. */
  readonly strictZones: boolean
  /** Of its own; what holds is `suspectWeightsOf`. */
  readonly suspectWeights?: OwnSuspectWeights
  /** For environments that set none of their own. */
  readonly limits: Static<typeof Limits>
}

const checkEnvironment = Compile(EnvironmentRow)
const checkWorkspace = Compile(WorkspaceRow)
const environments = new WeakMap<Environment, EnvironmentSettings>()

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
  }
  environments.set(environment, settings)
  return settings
}

/** @throws TypeError when the stored settings are not ours */
export function workspaceSettings(workspace: Workspace): WorkspaceSettings {
  const row = workspace.settings
  if (!checkWorkspace.Check(row))
    throw new TypeError(`settings of workspace ${workspace.id} are damaged`)
  return {
    region: row.region ?? 'us',
    smartSignals: row.smartSignals ?? true,
    relatedVisitors: row.relatedVisitors ?? false,
    updateSettleMs: row.updateSettleMs ?? 0,
    strictZones: row.strictZones ?? false,
    ...(row.suspectWeights && { suspectWeights: row.suspectWeights }),
    limits: row.limits ?? {},
  }
}

/** The limits that hold: the environment's, else the workspace's, else the defaults. */
export function limitsOf(workspace: Workspace, environment: Environment): LimitValues {
  return {
    ...defaultLimits,
    ...workspaceSettings(workspace).limits,
    ...environmentSettings(environment).limits,
  }
}
