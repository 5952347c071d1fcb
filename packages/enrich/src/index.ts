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
export type { AddressPart, DataSource, IpProvider } from './network/ip-provider'
export { type NetworkData, type NetworkDataOptions, openNetworkData } from './network/network-data'
export { formatIp, type ParsedIp, parseIp } from './network/parsed-ip'
export { openMmdbProvider } from './network/providers/open-mmdb-provider'
export { createRangeBuilder, type RangeBuilder } from './network/range-builder'
export { type LayerName, layerNames, type RangeHeader } from './network/range-header'
export type { FoundRange } from './network/range-search'
export { decodeRangeTable, type RangeTable } from './network/range-table'
