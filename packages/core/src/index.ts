export type * from './event'
export type * from './facts'
export { attributes as identityAttributes } from './identify/attributes'
export * from './identify/identify'
export { learn, learnFromShadow } from './identify/learn'
export { makePrior } from './identify/make-prior'
export { exactSignalsMin, visitKeys } from './identify/match-keys'
export {
  decodePopulation,
  encodePopulation,
  mergePopulations,
} from './identify/population/codec'
export { Population } from './identify/population/population'
export type * from './identify/profile'
export { profileAfter } from './identify/profile-after'
export { chooseShadow } from './identify/shadow'
export type { Evidence as IdentityEvidence } from './identify/weigh'
export type * from './ip-facts'
export type * from './network-signature'
export * from './score/suspect-score'
export * from './score/weights'
export type * from './smart/define'
export { smartSignals } from './smart/index'
export { type Judgement, judge, judgeAgain } from './smart/judge'
