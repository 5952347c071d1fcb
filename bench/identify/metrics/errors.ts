import type { Outcome } from './outcome'

/** What can go wrong with a visit, in words. */
export const errorKinds = {
  'first visit took another id': ({ isFirstVisit, isOwn }) => isFirstVisit && !isOwn,
  'lost: new id': ({ isFirstVisit, isLinked }) => !isFirstVisit && !isLinked,
  'moved to another id': ({ isFirstVisit, isFalseMerge }) => !isFirstVisit && isFalseMerge,
  'keeps another id': ({ keepsId, isOwn }) => keepsId && !isOwn,
  'back to an older own id': ({ isFirstVisit, isLinked, isOwn, keepsId }) =>
    !isFirstVisit && isLinked && isOwn && !keepsId,
} satisfies Record<string, (outcome: Outcome) => boolean>

export type ErrorKind = keyof typeof errorKinds

/** The kind of error, absent when the strict figures count the visit as right. */
export function errorOf(outcome: Outcome): ErrorKind | undefined {
  const kinds = Object.keys(errorKinds) as ErrorKind[] // the keys of an object of our own
  return kinds.find((kind) => errorKinds[kind](outcome))
}
