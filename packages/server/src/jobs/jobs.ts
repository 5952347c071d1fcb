import type { House } from '../house'
import { updateInBackground } from '../network-data'
import { removeOld } from './remove-old'

/** Something that is done again and again in the background. Every job is idempotent. */
export interface Job {
  readonly name: string
  readonly everyMs: number
  /** @param now Unix ms; set by `x-whorl-now` when development mode runs the jobs by hand */
  readonly run: (house: House, now: number) => Promise<void>
}

const dayMs = 86_400_000

/** Every job, in the order in which `POST /dev/tick` runs them. */
export const jobs: readonly Job[] = [
  {
    name: 'reload tenants',
    // One small read, so that a key made by a command works at once for a person.
    everyMs: 1_000,
    run: ({ tenants }) => tenants.reload(),
  },
  {
    name: 'purge nonces',
    everyMs: 300_000,
    async run({ store, log }, now) {
      const purged = await store.upkeep.purgeNonces(now - dayMs)
      if (purged > 0) log.debug({ purged }, 'purged nonces')
    },
  },
  {
    name: 'remove what is too old',
    everyMs: 300_000,
    run: removeOld,
  },
  {
    name: 'deliver webhooks',
    // For retries and for events of other processes; those of this one wake the dispatcher.
    everyMs: 1_000,
    run: ({ webhooks }) => webhooks.round(),
  },
  {
    name: 'tidy deliveries',
    everyMs: 300_000,
    async run({ store, clock, log }) {
      // Leases and retries are of real time, so this is, too.
      const now = clock.real()
      const limits = { createdBefore: now - 2 * dayMs, endedBefore: now - 30 * dayMs, now }
      const { expired } = await store.webhooks.tidy({ ...limits, max: 5_000 })
      if (expired > 0) log.warn({ expired }, 'deliveries were given up')
    },
  },
  {
    name: 'keep populations',
    everyMs: 15_000,
    run: ({ populations }) => populations.keep(),
  },
  {
    name: 'measure activity',
    // As often as the published field is said to be computed.
    everyMs: 300_000,
    run: ({ activity }, now) => activity.measure(now),
  },
  {
    name: 'reload crawlers',
    everyMs: 60_000,
    run: ({ crawlers }) => crawlers.refresh(),
  },
  {
    name: 'reload network data',
    everyMs: 60_000,
    run: ({ networkData }) => networkData.refresh(),
  },
  {
    name: 'update network data',
    // Each source has an interval of its own; this is how often it is looked at.
    everyMs: 900_000,
    run: updateInBackground,
  },
  {
    name: 'measure store',
    everyMs: 15_000,
    async run({ store, metrics }) {
      const { databaseBytes, walBytes, queued } = await store.upkeep.stats()
      metrics.storeQueued.set(queued)
      if (databaseBytes !== undefined) metrics.storeBytes.set({ part: 'database' }, databaseBytes)
      if (walBytes !== undefined) metrics.storeBytes.set({ part: 'log' }, walBytes)
    },
  },
]
