import type { Facts } from '../facts'
import { shownEngine } from './console-cues'
import { defineSmartSignal, type IncognitoVerdict, type Verdict } from './define'
import { asNumber, readFields, readText } from './read-fields'

/** Private 0.98 to 1.23, normal 1.5 and more (Chromium 156); 1.0 and 8 in WebKitGTK 2.50. */
const ratioMax = 1.3
/** Between these the two overlap on a busy machine. */
const sureBelow = 1.24
const sureAbove = 1.5
/** A shorter run is a few steps of the clock: it tells nothing. */
const runMsMin = 4

/**
 * Private windows keep IndexedDB in memory, where a durable write costs what a relaxed one does;
 * Firefox keeps it on disk and refuses the private file system instead (153).
 */
export const incognito = defineSmartSignal({
  name: 'incognito',
  docs: 'The window is private: what it stores lives in memory, or its private file system is refused.',
  detect(facts) {
    // Storage of a frame in another page is partitioned and says nothing about the window.
    if (facts.payload.facts?.framed) return undefined
    const engine = shownEngine(facts)
    if (engine === 'gecko') return byFileSystem(facts)
    return engine === 'blink' || engine === 'webkit' ? byDurability(facts) : undefined
  },
})

function byFileSystem(facts: Facts): Verdict<IncognitoVerdict> | undefined {
  const state = readText(facts, 'privateFiles')
  if (state === 'ok') return { value: { isPrivate: false, confidence: 'high' }, evidence: [] }
  if (state !== 'SecurityError') return undefined
  return {
    value: { isPrivate: true, confidence: 'high' },
    evidence: [{ says: 'Firefox refuses the private file system of the page', weight: 1 }],
  }
}

function byDurability(facts: Facts): Verdict<IncognitoVerdict> | undefined {
  const { ratio, strictMs, relaxedMs } = readFields(facts, 'storageDurability')
  const found = asNumber(ratio)
  const longest = Math.max(asNumber(strictMs) ?? 0, asNumber(relaxedMs) ?? 0)
  if (found === undefined || longest < runMsMin) return undefined
  const isPrivate = found < ratioMax
  const confidence = found < sureBelow || found >= sureAbove ? 'high' : 'low'
  if (!isPrivate) return { value: { isPrivate, confidence }, evidence: [] }
  return {
    value: { isPrivate, confidence },
    evidence: [
      {
        says: `durable writes cost ${found.toFixed(2)} times what relaxed ones do: the storage is in memory`,
        weight: confidence === 'high' ? 0.95 : 0.6,
      },
    ],
  }
}
