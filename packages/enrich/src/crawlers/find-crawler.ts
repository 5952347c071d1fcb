import type { Crawler } from './crawler'
import { crawlers } from './crawlers'

/** Crawlers name themselves early; nothing longer is searched. */
const userAgentCharsMax = 1_024

const escaped = crawlers.map(({ token }) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
const anyToken = new RegExp(`(?<![a-z0-9])(?:${escaped.join('|')})(?![a-z0-9])`, 'i')
const byToken = new Map(crawlers.map((crawler) => [crawler.token.toLowerCase(), crawler]))

/**
 * A program that is not in the table: a word that ends in bot, crawler or spider, and an address
 * for people who wonder. Without the address it may be a telephone (Cubot).
 */
const unlisted = /(?<![\w.-])([\w.-]{0,40}(?:bot|crawler|spider))(?![a-z])/i
const contact = /\+?https?:\/\/|[\w.]@[\w-]+\./

export type FoundCrawler = Pick<Crawler, 'name' | 'provider' | 'category'> &
  Partial<Pick<Crawler, 'providerUrl' | 'dnsSuffixes' | 'rangeUrl'>>

/** The crawler that the user agent claims to be. */
export function findCrawler(userAgent: string): FoundCrawler | undefined {
  const text = userAgent.slice(0, userAgentCharsMax)
  const token = anyToken.exec(text)?.[0]
  const known = token === undefined ? undefined : byToken.get(token.toLowerCase())
  if (known) return known
  const name = contact.test(text) ? unlisted.exec(text)?.[1] : undefined
  return name === undefined ? undefined : { name, provider: 'unknown', category: 'unknown' }
}
