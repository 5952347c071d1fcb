export {
  type AddressRanges,
  clientAddress,
  isLoopback,
  normalizeAddress,
  parseRanges,
} from './address'
export { enrichRequest, type RequestFacts } from './enrich'
