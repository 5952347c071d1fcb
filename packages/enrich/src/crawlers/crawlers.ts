import { aiCrawlers } from './ai-crawlers'
import type { Crawler } from './crawler'
import { googleCrawlers } from './google-crawlers'
import { searchCrawlers } from './search-crawlers'
import { socialCrawlers } from './social-crawlers'
import { toolCrawlers } from './tool-crawlers'

/**
 * What operators say about their crawlers, as of 2026. Of tokens that contain each other the longer
 * stands first.
 */
export const crawlers: readonly Crawler[] = [
  ...googleCrawlers,
  ...searchCrawlers,
  ...aiCrawlers,
  ...socialCrawlers,
  ...toolCrawlers,
]

/** The name, without `.json`, of the file that holds the list of this address. */
export function listNameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1).replace(/\.json$/, '')
}
