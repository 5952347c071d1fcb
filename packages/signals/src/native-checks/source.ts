import type { FrameWindow } from '../browser/frame'
import { askFrame } from '../browser/frame-report'
import { nextTask } from '../browser/next-task'
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
    await nextTask()
    if (isFrameWrapped(report.hasPolicy)) found.push('frameWindowProxy')
    return found.slice(0, listMax)
  },
  { stage: 'late', timeoutMs: 3_000 },
)

/**
 * Whether the window of a frame with markup of its own is the real one. A page's policy may demand
 * trusted types for such markup: then only the element is looked at.
 */
function isFrameWrapped(hasPolicy: boolean): boolean {
  const element = document.createElement('iframe')
  const isOwn = () => Object.hasOwn(element, 'srcdoc') || Object.hasOwn(element, 'contentWindow')
  if (isOwn() || hasPolicy) return isOwn()
  element.hidden = true
  element.srcdoc = ' '
  document.documentElement.append(element)
  try {
    // The window of an own frame is always of the same origin.
    const inside = element.contentWindow as FrameWindow | null
    return isOwn() || (inside !== null && (inside.self !== inside || inside.window !== inside))
  } finally {
    element.remove()
  }
}
