import type { CrawlerFacts } from '@whorl/core'

/** A crawler, fetcher or agent that names itself in the user agent. */
export interface Crawler {
  /** As its operator writes it; published as `bot_info.name`. */
  readonly name: string
  readonly provider: string
  readonly providerUrl: string
  readonly category: CrawlerFacts['category']
  /** Part of the user agent that stands for it, between characters that are no letters or digits. */
  readonly token: string
  /** The names of its addresses end with one of these; its operator documents them. */
  readonly dnsSuffixes?: readonly string[]
  /** The published list in Google's form; read from the file of its name in the crawlers folder. */
  readonly rangeUrl?: string
  /** The operator's page about it. */
  readonly source: string
}

export type Row = Omit<Crawler, 'provider' | 'providerUrl' | 'source'> & {
  readonly source?: string
}

/** Rows of one operator. */
export function rowsOf(
  operator: Pick<Crawler, 'provider' | 'providerUrl' | 'source'>,
  rows: readonly Row[],
): Crawler[] {
  return rows.map((row) => ({ ...operator, ...row }))
}
