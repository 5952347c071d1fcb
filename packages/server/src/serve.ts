import { buildApp } from './app'
import type { Config } from './config'
import type { House } from './house'
import { startJobs } from './jobs/run-jobs'
import { listen } from './listen'
import { prepareNetworkData } from './network-data'
import { openHouse } from './open-house'
import type { FirstKeys } from './tenants/first-run'

export interface Serving {
  readonly house: House
  readonly urls: readonly string[]
  readonly firstKeys: FirstKeys | undefined
  /** Takes nothing new, finishes what was begun, closes the store. */
  stop(): Promise<void>
}

/**
 * Starts a server: store, routes, jobs, socket.
 *
 * @throws StartError with one sentence for the operator
 */
export async function serve(config: Config): Promise<Serving> {
  const { house, firstKeys, close } = await openHouse(config, { withProcessMetrics: true })
  try {
    const listening = await listen(buildApp(house), house)
    const stopJobs = startJobs(house)
    await house.webhooks.start()
    const stopPreparing = prepareNetworkData(house)
    return {
      house,
      urls: listening.urls,
      firstKeys,
      async stop() {
        await listening.close()
        await stopPreparing()
        await stopJobs()
        await close()
      },
    }
  } catch (cause) {
    await close()
    throw cause
  }
}
