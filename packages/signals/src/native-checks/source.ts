import { askFrame } from '../browser/frame-report'
import { defineSource } from '../define'

const listMax = 60

/**
 * Contradictions that scripts leave when they imitate a browser, judged with the tools of a clean frame.
 * Named after what puppeteer-extra-plugin-stealth 2.11 leaves; none in Chromium 156, Firefox 153 and
 * WebKitGTK 2.50 as they are. `undefined` where the page may not have a frame.
 */
export const nativeChecks = defineSource(
  'nativeChecks',
  async () => {
    const report = await askFrame()
    if (!report) return undefined
    const found = [...report.contradictions]
    if (isFrameWrapped()) found.push('frameWindowProxy')
    return found.slice(0, listMax)
  },
  { stage: 'late', timeoutMs: 3_000 },
)

/** Imitations of Chrome give frames of their own making to whoever sets `srcdoc`. */
function isFrameWrapped(): boolean {
  const element = document.createElement('iframe')
  return Object.hasOwn(element, 'srcdoc') || Object.hasOwn(element, 'contentWindow')
}
