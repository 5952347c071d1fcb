export { openStore, type StoreLogEvent, type StoreOptions } from './open-store'
export type * from './store'
export * from './store-errors'
export { StoreOpenError } from './store-open-error'
