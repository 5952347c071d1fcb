export {
  type AddressRanges,
  clientAddress,
  isLoopback,
  normalizeAddress,
  parseRanges,
} from './address'
export { findCrawler } from './crawlers/find-crawler'
export {
  authorityOf,
  type CrawlerCheckOptions,
  type OpenCrawlerCheck,
  openCrawlerCheck,
} from './crawlers/open-crawler-check'
export { enrichRequest, type RequestFacts } from './enrich'
export { findHeader } from './headers'
export type { ConversionOptions, TableConversion } from './netdata/convert-registry'
export { type DataStatus, readDataStatus } from './netdata/data-status'
export { createFileFetch, type FileFetch, type FileFetchOptions } from './netdata/file-fetch'
export type { NetworkSource } from './netdata/network-source'
export { networkSources } from './netdata/sources'
export { type Conversion, startConversion } from './netdata/start-conversion'
export { type UpdateOptions, updateNetworkData } from './netdata/update'
export type { SourceResult } from './netdata/update-source'
export { addressesOf, findAddresses } from './network/find-addresses'
export { parseNetwork } from './network/ip-network'
export type { AddressPart, DataSource, IpProvider } from './network/ip-provider'
export { type NetworkData, type NetworkDataOptions, openNetworkData } from './network/network-data'
export { formatIp, type ParsedIp, parseIp } from './network/parsed-ip'
export { openMmdbProvider } from './network/providers/open-mmdb-provider'
export { createRangeBuilder, type RangeBuilder } from './network/range-builder'
export { type LayerName, layerNames, type RangeHeader } from './network/range-header'
export type { FoundRange } from './network/range-search'
export { decodeRangeTable, type RangeTable } from './network/range-table'
export {
  guardedLookup,
  type Resolve,
  refusalOf,
  refusalOfLiteral,
  systemResolve,
} from './outbound/guarded-lookup'
export { isPublicAddress } from './outbound/public-address'
export { RequestRefused } from './outbound/request-refused'
export { handshakeRecord, readClientHello } from './signature/client-hello'
export type { ForwardedSignatures } from './signature/forwarded-signature'
export { http2Family } from './signature/http2-families'
export { readHttp2Opening } from './signature/http2-preface'
export { ja4 } from './signature/ja4'
export { type NeedsMore, needsMore } from './signature/needs-more'
export { readSyn } from './signature/tcp-syn'
export { tlsFamily } from './signature/tls-families'
export { vouchedRequest } from './web-bot-auth/vouched-request'
