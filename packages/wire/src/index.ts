export * from './envelope'
export * from './errors'
export * from './ids'
export * from './payload'
