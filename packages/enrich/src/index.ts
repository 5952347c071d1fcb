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
export { parseNetwork } from './network/ip-network'
export { formatIp, type ParsedIp, parseIp } from './network/parsed-ip'
export { createRangeBuilder, type RangeBuilder } from './network/range-builder'
export { type LayerName, layerNames, type RangeHeader } from './network/range-header'
export { decodeRangeTable, type FoundRange, type RangeTable } from './network/range-table'
