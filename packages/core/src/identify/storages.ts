import type { Profile, Storage } from './profile'

/** Storages kept of a visitor; who clears them often would fill the list. */
const storagesMax = 6

/**
 * Whether the token's browser is another one than the visitor's: an older storage has shown a later
 * version. Two windows or profiles of one browser never do, since they are updated together;
 * machines of one image or phones of one model do with every update. A storage whose own version
 * falls is one browser that went back.
 */
export function isOfAnotherBrowser(
  { traits }: Profile,
  storage: string | undefined,
  version: number,
): boolean {
  if (storage === undefined || version === 0) return false
  const storages = traits.storages ?? []
  const at = storages.findIndex(({ id }) => id === storage)
  if (storages[at]?.leaves) return true
  if ((storages[at]?.version ?? 0) > version) return false
  const older = at === -1 ? storages : storages.slice(0, at)
  return older.some((other) => other.version > version)
}

/**
 * The visitor's storages after a visit from one of them. Younger ones that have shown a later
 * version belong to another browser.
 *
 * @param version 0 when unknown: the last known one stays
 */
export function storagesAfter(
  before: readonly Storage[],
  storage: string,
  version: number,
): readonly Storage[] {
  const at = before.findIndex(({ id }) => id === storage)
  const hasFallen = (before[at]?.version ?? 0) > version
  if (at === -1) {
    const [oldest, ...others] = before
    const kept = oldest ? [oldest, ...others.slice(-(storagesMax - 2))] : []
    return [...kept, { id: storage, version }]
  }
  return before.map((one, index) => {
    if (index === at) return { ...one, version: version || one.version }
    const isAnother = index > at && version !== 0 && !hasFallen && one.version > version
    return isAnother ? { ...one, leaves: true } : one
  })
}
