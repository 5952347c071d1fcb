import { expect, test } from 'vitest'
import { createJars } from './jar'
import type { Snapshot } from './world/browser'
import { createWorld } from './world/world'
import { defaultShares } from './world-parameters'

const world = createWorld({ seed: 2, browsers: 80, days: 40, shares: defaultShares })
const snapshots = [...world.visits()].map(({ snapshot }) => snapshot)

function some(family: string): Snapshot {
  const snapshot = snapshots.find(({ browser }) => browser.family === family)
  if (!snapshot) throw new Error(`no ${family} browser came`)
  return { ...snapshot, isIncognito: false, isCleared: false }
}
const later = (snapshot: Snapshot, days: number): Snapshot => ({
  ...snapshot,
  at: snapshot.at + days * 86_400_000,
})

test('stateless browsers keep nothing', () => {
  const jars = createJars('stateless')
  jars.keep(some('chromium'), 'a')
  expect(jars.token(some('chromium'))).toBeUndefined()
})

test('cookies last until they are cleared', () => {
  const jars = createJars('cookies')
  const visit = some('chromium')
  jars.keep(visit, 'a')
  expect(jars.token(later(visit, 300))).toBe('a')
  expect(jars.token({ ...visit, isCleared: true })).toBeUndefined()
  expect(jars.token(visit)).toBeUndefined()
})

test('private windows neither show nor change the storage', () => {
  const jars = createJars('cookies')
  const visit = some('chromium')
  jars.keep(visit, 'a')
  expect(jars.token({ ...visit, isIncognito: true })).toBeUndefined()
  jars.keep({ ...visit, isIncognito: true }, 'b')
  expect(jars.token(visit)).toBe('a')
})

test('capped: Safari alone forgets after more than seven days', () => {
  const jars = createJars('capped')
  const [safari, chrome] = [some('webkit'), some('chromium')]
  jars.keep(safari, 'a')
  jars.keep(chrome, 'b')
  expect(jars.token(later(safari, 6))).toBe('a')
  expect(jars.token(later(safari, 8))).toBeUndefined()
  expect(jars.token(later(chrome, 8))).toBe('b')
})
