import { readEngine } from '../browser/engine'
import { trapBriefly, trapPatiently } from '../browser/format-trap'
import { askFrame } from '../browser/frame-report'
import { nextTask } from '../browser/next-task'
import { wait } from '../browser/wait'
import { defineSource } from '../define'
import { createLoop } from './loop'

/** Developer tools switch their debugger on right after what the trap sees. */
const attachMs = 250
/** Some 1.5 ms in the slow form: long against the clock's step of 0.1 ms, short for the page. */
const turns = 50_000
const callsMax = 60
const loopsTried = 3
/** Until the better code is there, which another thread makes. */
const pauseMs = 4
const roundsMax = 12
/** So much faster than at first: no debugger, whatever comes. */
const clearGain = 6

/**
 * Tells developer tools from a driver. Both make the formatting trap hit; but only the tools switch the
 * debugger of V8 on, which then keeps WebAssembly in its first, slow form
 * (`V8Debugger::enable` calls `EnterDebuggingForIsolate`; checked in Chromium 156: 1.0 to 1.1 times
 * as fast as at first with developer tools, over 10 times with Playwright, Puppeteer and chromedriver).
 *
 * Only where the trap has hit: nobody else pays for it. Never on pages with a content policy, which
 * may refuse WebAssembly and report it.
 */
export const compiledCode = defineSource(
  'compiledCode',
  async (isIdOut = false) => {
    if (readEngine() !== 'blink' || typeof WebAssembly === 'undefined') return undefined
    const { hits } = isIdOut ? await trapPatiently() : trapBriefly()
    if (hits === 0 || (await askFrame())?.hasPolicy !== false) return undefined
    await wait(attachMs)
    return measure()
  },
  { stage: 'late', timeoutMs: 3_500 },
)

async function measure() {
  const time = (loop: (count: number) => void) => {
    const startedAt = performance.now()
    loop(turns)
    return performance.now() - startedAt
  }
  // A call stays as it began, so each first one is all slow; other work of the machine only adds to it.
  const loops = Array.from({ length: loopsTried }, (_, at) => createLoop(at + 1))
  const firstMs = Math.min(...loops.map(time))
  const [loop] = loops
  if (!loop) return undefined
  let bestMs = firstMs
  for (let round = 0; round < roundsMax && bestMs * clearGain > firstMs; round++) {
    await wait(pauseMs)
    for (let call = 0; call < callsMax / roundsMax; call++) bestMs = Math.min(bestMs, time(loop))
    await nextTask()
  }
  return { firstMs: round(firstMs), bestMs: round(bestMs) }
}

const round = (ms: number) => Math.round(ms * 100) / 100
