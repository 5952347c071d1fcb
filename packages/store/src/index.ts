export { openStore, type StoreLogEvent, type StoreOptions } from './open-store'
export * from './store'
export { StoreOpenError } from './store-open-error'
