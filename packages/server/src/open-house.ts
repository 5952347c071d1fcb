import { join } from 'node:path'
import { openCrawlerCheck } from '@whorl/enrich'
import { openStore, StoreOpenError } from '@whorl/store'
import type { Logger } from 'pino'
import { createActivity } from './activity'
import { createKeyUses } from './auth/key-uses'
import { type Clock, systemClock } from './clock'
import type { Config } from './config'
import type { House } from './house'
import { openHouseNetworkData } from './network-data'
import { createLogger } from './observe/logger'
import { createMetrics } from './observe/metrics'
import { createFingerprintCount } from './pipeline/fingerprint-count'
import { createInFlight } from './pipeline/in-flight'
import { giveUpLate } from './pipeline/late'
import { createLateRegistry, giveUpMs, type PendingLate } from './pipeline/late-registry'
import { createLimiter } from './pipeline/limiter'
import { createSightings } from './pipeline/sightings'
import { createPopulations } from './populations'
import { deriveSecrets, findSecret } from './secrets'
import { StartError } from './start-error'
import { openTenantDirectory } from './tenants/directory'
import { createFirstWorkspace, type FirstKeys } from './tenants/first-run'
import { provision } from './tenants/provision'
import { readProvisionFile } from './tenants/provision-file'
import { createDispatcher } from './webhooks/dispatcher'

export interface OpenHouse {
  readonly house: House
  /** Present when this start made the first workspace. */
  readonly firstKeys: FirstKeys | undefined
  /** Gives up what is waited for, then closes the store. */
  close(): Promise<void>
}

export interface OpenHouseOptions {
  readonly clock?: Clock
  readonly log?: Logger
  /** Metrics of memory and event loop, for the one house of a process. @default false */
  readonly withProcessMetrics?: boolean
}

/** A file in the data folder stands for `sqlite:` alone. */
export function databaseAddress({ databaseUrl, dataFolder }: Config): string {
  return databaseUrl === 'sqlite:' ? `sqlite:${join(dataFolder, 'whorl.db')}` : databaseUrl
}

/**
 * Opens everything that the server works with: secrets, store, tenants.
 *
 * @throws StartError with one sentence for the operator
 */
export async function openHouse(
  config: Config,
  {
    clock = systemClock,
    log = createLogger(config.logLevel),
    withProcessMetrics = false,
  }: OpenHouseOptions = {},
): Promise<OpenHouse> {
  const file =
    config.provisionFile === undefined ? undefined : readProvisionFile(config.provisionFile)
  const secrets = deriveSecrets(findSecret(config))
  const store = await openStoreOf(config, secrets.tombstone, log)
  try {
    // Of servers that start at once on one database, the first makes the tenants.
    const firstKeys = await store.tenants.exclusively(async () => {
      if (file) {
        const { outboundAllow } = config
        await provision(file, { store, box: secrets.box, log, outboundAllow, now: clock.real() })
      }
      return createFirstWorkspace(store, clock.real())
    })
    const metrics = createMetrics({ withProcess: withProcessMetrics })
    const tenants = await openTenantDirectory(store)
    const parts = { config, clock, store, tenants, secrets, metrics, log }
    const webhooks = createDispatcher(parts)
    const giveUp = async (pending: PendingLate) => {
      const completedAt = pending.facts.now + giveUpMs
      await giveUpLate({ store, metrics }, pending, completedAt).catch((cause: unknown) => {
        log.error({ eventId: pending.eventId, err: cause }, 'late facts were not given up')
      })
      webhooks.wake()
    }
    const late = createLateRegistry({ store, clock }, giveUp)
    const keyUses = createKeyUses({ store, clock }, log)
    const populations = createPopulations({ store, clock }, log)
    const house: House = {
      config,
      clock,
      store,
      tenants,
      keyUses,
      secrets,
      metrics,
      log,
      limiter: createLimiter(clock),
      fingerprints: createFingerprintCount(clock),
      populations,
      activity: createActivity(store),
      crawlers: await openCrawlers(config, { clock, log }),
      networkData: await openHouseNetworkData(config, log),
      sightings: createSightings(),
      inFlight: createInFlight(),
      late,
      webhooks,
    }
    const close = async () => {
      await late.close()
      await webhooks.close()
      await populations.keep({ isLast: true }).catch((cause: unknown) => {
        log.error({ err: cause }, 'what was learned last is not kept')
      })
      await keyUses.settled()
      house.networkData.close()
      await store.close()
    }
    return { house, firstKeys, close }
  } catch (cause) {
    await store.close()
    throw cause
  }
}

function openCrawlers(
  { crawlersFolder, dataFolder, crawlerDns, publicHosts }: Config,
  { clock, log }: { clock: Clock; log: Logger },
) {
  return openCrawlerCheck({
    folder: crawlersFolder ?? join(dataFolder, 'crawlers'),
    dns: crawlerDns === 'on',
    publicHosts,
    clock: () => clock.real(),
    complain: (sentence) => log.warn(`crawlers: ${sentence}`),
  })
}

async function openStoreOf(config: Config, tombstoneKey: Uint8Array, log: Logger) {
  try {
    return await openStore(databaseAddress(config), {
      tombstoneKey,
      searchBudgetMs: config.searchBudgetMs,
      log: ({ level, message, error }) => log[level]({ err: error }, message),
    })
  } catch (cause) {
    if (cause instanceof StoreOpenError) throw new StartError(cause.message, cause)
    throw cause
  }
}
