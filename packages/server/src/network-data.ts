import { join } from 'node:path'
import {
  createFileFetch,
  type NetworkData,
  networkSources,
  openMmdbProvider,
  openNetworkData,
  startConversion,
  updateNetworkData,
} from '@whorl/enrich'
import type { Logger } from 'pino'
import type { Config } from './config'
import type { House } from './house'

type Folders = Pick<Config, 'dataFolder' | 'crawlersFolder'>

/** Where range files and the lists of crawlers are. */
export function networkFolders({ dataFolder, crawlersFolder }: Folders) {
  return {
    folder: join(dataFolder, 'network'),
    crawlersFolder: crawlersFolder ?? join(dataFolder, 'crawlers'),
  }
}

/** The data of the folder and of the operator's own databases, read once when it resolves. */
export async function openHouseNetworkData(config: Config, log: Logger): Promise<NetworkData> {
  const complain = (sentence: string) => log.warn(`network data: ${sentence}`)
  const data = openNetworkData({
    folder: networkFolders(config).folder,
    providers: config.ipDatabases.map((path) => openMmdbProvider(path, { complain })),
    complain,
  })
  await data.refresh()
  return data
}

/**
 * Makes tables from the installed packages, once for each of their versions, while the server
 * serves.
 *
 * @returns stops it, and waits until it has stopped
 */
export function prepareNetworkData({ config, log, networkData }: House): () => Promise<void> {
  if (config.netdata === 'off') return async () => {}
  const abort = new AbortController()
  const run = async () => {
    const { results, problem, peakKiB } = await startConversion({
      folder: networkFolders(config).folder,
      geography: config.netdata === 'off' ? undefined : config.netdata,
      log: (sentence) => log.info(`network data: ${sentence}`),
      signal: abort.signal,
    })
    if (abort.signal.aborted) return
    if (problem !== undefined) log.warn(`network data: ${problem}`)
    if (!results.some(({ status }) => status === 'converted')) return
    await networkData.refresh()
    log.info({ peakKiB }, 'network data: ready')
  }
  const running = run()
  return async () => {
    abort.abort()
    await running
  }
}

/** Fetches the lists that are due, where the operator has asked for it. */
export async function updateInBackground(
  { config, log, networkData, crawlers }: House,
  now: number,
): Promise<void> {
  if (config.netdataUpdate === 'off') return
  const results = await updateNetworkData({
    ...networkFolders(config),
    sources: networkSources,
    fetch: createFileFetch({ outboundAllow: config.outboundAllow, trustedOrigins: [] }),
    clock: () => now,
    log: (sentence) => log.debug(`network data: ${sentence}`),
  })
  for (const { status, sentence } of results)
    if (status === 'failed' || status === 'refused') log.warn(`network data: ${sentence}`)
  if (!results.some(({ status }) => status === 'updated')) return
  await networkData.refresh()
  await crawlers.refresh()
}
