import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'
import { asNumber, readFields, readText } from './read-fields'

/**
 * What a listener to the console leaves behind: a driver's protocol client, or developer tools.
 * Only `isDocked` and `readDebugger` tell the two apart.
 */
export interface ConsoleCues {
  /** There was something to judge by. */
  readonly isKnown: boolean
  readonly isTrapped: boolean
  readonly isCostly: boolean
  /** One side of the window is far larger than its page: a panel is docked there. */
  readonly isDocked: boolean
}

/**
 * Ten small tables (50 x 10) took 46 to 110 ms with developer tools against 0 to 14 without, on machines
 * twice as fast as each other (Firefox 153). Both must hold: a busy machine is slow at everything.
 */
const costMsMin = 20
const costRatioMin = 3

export function readConsoleCues(facts: Facts): ConsoleCues {
  const trap = readFields(facts, 'stackTrap')
  const cost = readFields(facts, 'consoleCost')
  const hits = (asNumber(trap.hits) ?? 0) + (asNumber(trap.workerHits) ?? 0)
  const tableMs = asNumber(cost.tableMs) ?? 0
  const logMs = asNumber(cost.logMs) ?? 0
  return {
    isKnown: asNumber(trap.runs) !== undefined || asNumber(cost.tableMs) !== undefined,
    isTrapped: hits > 0,
    isCostly:
      shownEngine(facts) === 'gecko' && tableMs >= costMsMin && tableMs >= costRatioMin * logMs,
    isDocked: isDocked(facts),
  }
}

/** So much faster than at first is no code that a debugger holds back (Chromium 156: 1.1 at most). */
const gainOff = 4
const gainOn = 2

/** Whether V8's debugger is on, by the speed of compiled code; `undefined` where that was not read. */
export function readDebugger(facts: Facts): 'on' | 'off' | undefined {
  const { firstMs, bestMs } = readFields(facts, 'compiledCode')
  const [first, best] = [asNumber(firstMs), asNumber(bestMs)]
  if (first === undefined || best === undefined) return undefined
  const gain = first / Math.max(best, 0.05)
  if (gain >= gainOff) return 'off'
  return gain < gainOn ? 'on' : undefined
}

/** How often a getter of a logged object was read. */
export function getterReads(facts: Facts): number {
  return asNumber(readFields(facts, 'consoleCost').getterReads) ?? 0
}

/**
 * Tools docked at the bottom or the side take some hundred pixels of one direction (565 of 925 and
 * 563 of 1400 measured); tabs and tool bars take 70 to 150 of the height. A page that is smaller in
 * both directions is an emulated viewport, not a docked panel.
 */
function isDocked(facts: Facts): boolean {
  const { innerWidth, innerHeight, outerWidth, outerHeight } = readFields(facts, 'windowGeometry')
  const across = (asNumber(outerWidth) ?? 0) - (asNumber(innerWidth) ?? 0)
  const down = (asNumber(outerHeight) ?? 0) - (asNumber(innerHeight) ?? 0)
  return (down > 220 && across < 80) || (across > 220 && down < 200)
}

/** The engine that the page shows by its features; never the one it claims. */
export function shownEngine(facts: Facts): string | undefined {
  return readText(facts, 'engine')
}

export function isTrue(facts: Facts, name: string): boolean {
  return readValue(facts.payload.signals, name) === true
}
