export { catalog, type SignalName } from './catalog'
export type { Attribute, Compare, Engine, Signal, Source } from './define'
export { equal } from './define'
