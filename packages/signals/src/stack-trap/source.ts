import { readEngine } from '../browser/engine'
import { trapBriefly, trapPatiently } from '../browser/format-trap'
import { askFrame } from '../browser/frame-report'
import { defineSource } from '../define'

/**
 * How often an empty logged error had its stack formatted: a protocol client with the Runtime domain
 * does that, and so do open developer tools (Chromium 156; never without either). Tried until it hits:
 * at once, after 300 ms and after a second, and in a worker, to which puppeteer, playwright and
 * developer tools attach as well. Only V8 has the hook.
 */
export const stackTrap = defineSource(
  'stackTrap',
  async (isIdOut = false) => {
    if (readEngine() !== 'blink') return undefined
    // The page's own hits count, whatever becomes of the frame and its worker.
    const worker = askFrame()
      .then((frame) => frame?.worker)
      .catch(() => undefined)
    const trap = isIdOut ? await trapPatiently() : trapBriefly()
    const workerHits = (await worker)?.trapHits
    return { ...trap, ...(workerHits !== undefined && { workerHits }) }
  },
  { stage: 'late', timeoutMs: 3_000 },
)
