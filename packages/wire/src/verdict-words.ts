// The words of the Server API's verdicts, in both generations. Databases keep the positions of words:
// a new one goes to the end, and none is ever moved or taken away.

/** How rare a device is. */
export const rarePercentileBuckets = [
  '<p95',
  'p95-p99',
  'p99-p99.5',
  'p99.5-p99.9',
  'p99.9+',
  'not_seen',
] as const

/** What a program that says who it is does. */
export const botCategories = [
  'advertising_and_marketing',
  'aggregator',
  'ai_agent',
  'ai_assistant',
  'ai_browser',
  'ai_crawler',
  'ai_search',
  'browser_automation',
  'ecommerce',
  'monitoring_and_analytics',
  'other',
  'scraping',
  'security',
  'search_engine_crawler',
  'search_engine_optimization',
  'unknown',
] as const

export type BotCategory = (typeof botCategories)[number]

/** What became of a program's proof of who it is. */
export const botIdentities = ['verified', 'signed', 'spoofed', 'unknown'] as const

/** How sure a verdict is. */
export const confidenceLevels = ['low', 'medium', 'high'] as const
