export {
  type AddressRanges,
  clientAddress,
  isLoopback,
  normalizeAddress,
  parseRanges,
} from './address'
export {
  authorityOf,
  type CrawlerCheckOptions,
  type OpenCrawlerCheck,
  openCrawlerCheck,
} from './crawlers/open-crawler-check'
export { enrichRequest, type RequestFacts } from './enrich'
