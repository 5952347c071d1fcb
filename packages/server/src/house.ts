import type { NetworkData, OpenCrawlerCheck } from '@whorl/enrich'
import type { ApiKey, Environment, Store, Workspace } from '@whorl/store'
import type { Logger } from 'pino'
import type { Activity } from './activity'
import type { KeyUses } from './auth/key-uses'
import type { Clock } from './clock'
import type { Config } from './config'
import type { Metrics } from './observe/metrics'
import type { FingerprintCount } from './pipeline/fingerprint-count'
import type { InFlight } from './pipeline/in-flight'
import type { LateRegistry } from './pipeline/late-registry'
import type { Limiter } from './pipeline/limiter'
import type { Sightings } from './pipeline/sightings'
import type { Populations } from './populations'
import type { Secrets } from './secrets'
import type { Dispatcher } from './webhooks/dispatcher'

/** Everything a route or a pipeline step may reach. Built once in `app.ts`. */
export interface House {
  readonly config: Config
  readonly clock: Clock
  readonly store: Store
  readonly tenants: TenantDirectory
  /** When keys were last used. */
  readonly keyUses: KeyUses
  readonly secrets: Secrets
  readonly metrics: Metrics
  readonly log: Logger
  /** Token buckets of this process, by real time. */
  readonly limiter: Limiter
  /** Distinct fingerprints of visitors today, as this process saw them. */
  readonly fingerprints: FingerprintCount
  readonly populations: Populations
  readonly activity: Activity
  /** Who visitors are that call themselves crawlers or agents. */
  readonly crawlers: OpenCrawlerCheck
  /** What data files say about addresses. */
  readonly networkData: NetworkData
  /** What came from each address lately. */
  readonly sightings: Sightings
  /** First messages that are being recorded. */
  readonly inFlight: InFlight
  /** Events whose second message is still on its way. */
  readonly late: LateRegistry
  /** Sends what webhooks are to get. */
  readonly webhooks: Dispatcher
}

/** All tenants in memory; reloads when the store's version moved. */
export interface TenantDirectory {
  /** Looks up an enabled or disabled key of any type by the text a caller sent. */
  findKey(token: string): KeyOwner | undefined
  /** The environment that `/demo` uses by default: the first one, by its first enabled public key. */
  firstEnvironment(): KeyOwner | undefined
  findWorkspace(workspaceId: string): Workspace | undefined
  /** Oldest first. */
  environmentsOf(workspaceId: string): readonly Environment[]
  /** Oldest first; also keys that open nothing. */
  keysOf(workspaceId: string): readonly ApiKey[]
  /** Reads everything again when another process changed it; cheap when nothing did. */
  reload(): Promise<void>
}

export interface KeyOwner {
  readonly key: ApiKey
  readonly workspace: Workspace
  /** The key's environment; absent for keys of the whole workspace. */
  readonly environment?: Environment
}
