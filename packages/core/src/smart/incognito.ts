import type { Facts } from '../facts'
import { shownEngine } from './console-cues'
import { defineSmartSignal, type IncognitoVerdict, type Verdict } from './define'
import { asNumber, readFields, readText } from './read-fields'

/**
 * Privately one write asks another process and a flush has nothing to do: 0.55 to 4 ms and 0 on machines
 * three times as fast as each other. On a disk a write takes 0.1 ms at most and a flush more (Chromium
 * 156, the quickest of four).
 */
const askedWriteMs = 0.2
const ownWriteMs = 0.05
const flushShareOfMemory = 0.1
const flushShareOfDisk = 0.5

/** Strict over relaxed writes: 0.9 to 1.2 privately, 1.4 and more else (WebKitGTK 2.50). */
const ratioMax = 1.3
const sureBelow = 1.24
/** A new database over a relaxed write: 2 privately, 9 and more else. */
const openRatioMax = 4
/** Less is a few steps of the clock, and more no memory takes: neither tells anything. */
const strictMsMin = 0.1
const relaxedMsMax = 4

/**
 * Private windows keep what pages store in memory. Chromium: each write to the page's own files asks
 * another process, and a flush has nothing to do; where a page's policy forbids the worker that this
 * takes, and in WebKit, IndexedDB tells, whose durable writes cost there what relaxed ones do. Firefox
 * keeps it on disk and refuses the private file system instead (153).
 */
export const incognito = defineSmartSignal({
  name: 'incognito',
  docs: 'The window is private: what it stores lives in memory, or its private file system is refused.',
  detect(facts) {
    // Storage of a frame in another page is partitioned and says nothing about the window.
    if (facts.payload.facts?.framed) return undefined
    const engine = shownEngine(facts)
    if (engine === 'gecko') return byFileSystem(facts)
    if (engine === 'blink') return byFileAccess(facts) ?? byDurability(facts)
    return engine === 'webkit' ? byDurability(facts) : undefined
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

function byFileAccess(facts: Facts): Verdict<IncognitoVerdict> | undefined {
  const { writeMs, flushMs } = readFields(facts, 'fileAccess')
  const [write, flush] = [asNumber(writeMs), asNumber(flushMs)]
  if (write === undefined || flush === undefined) return undefined
  if (write <= ownWriteMs || flush >= flushShareOfDisk * write) {
    return { value: { isPrivate: false, confidence: 'high' }, evidence: [] }
  }
  if (write < askedWriteMs || flush > flushShareOfMemory * write) return undefined
  return {
    value: { isPrivate: true, confidence: 'high' },
    evidence: [
      {
        says: `a write to the page’s own files takes ${write.toFixed(2)} ms and a flush nothing: they are in memory`,
        weight: 0.98,
      },
    ],
  }
}

/** A busy page slows all of it alike, so that a normal window may look private: both must say so. */
function byDurability(facts: Facts): Verdict<IncognitoVerdict> | undefined {
  const fields = readFields(facts, 'storageDurability')
  const [ratio, strictMs, relaxedMs, openMs] = [
    fields.ratio,
    fields.strictMs,
    fields.relaxedMs,
    fields.openMs,
  ].map(asNumber)
  if (ratio === undefined || strictMs === undefined || relaxedMs === undefined) return undefined
  if (strictMs < strictMsMin || relaxedMs > relaxedMsMax) return undefined
  const isSameCost = ratio < ratioMax
  const isQuickOpen = openMs === undefined || openMs < openRatioMax * relaxedMs
  if (!isSameCost || !isQuickOpen) {
    return { value: { isPrivate: false, confidence: isSameCost ? 'low' : 'high' }, evidence: [] }
  }
  const confidence = ratio < sureBelow ? 'high' : 'low'
  return {
    value: { isPrivate: true, confidence },
    evidence: [
      {
        says: `durable writes cost ${ratio.toFixed(2)} times what relaxed ones do: the storage is in memory`,
        weight: confidence === 'high' ? 0.95 : 0.6,
      },
    ],
  }
}
