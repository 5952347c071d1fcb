import { defineSource } from '../define'

const wordsMax = 200

/**
 * `eval` is read as text and never called. Its length is 33 in V8, 37 in Firefox and WebKit
 * (checked in Chromium 156, Firefox 153, WebKitGTK 2.50).
 */
export const engineTraits = defineSource('engineTraits', () => ({
  // biome-ignore lint/security/noGlobalEval: its text is read, nothing is evaluated
  evalLength: String(eval).length,
  nullError: wordsOf(() => (null as unknown as { x: unknown }).x), // the error is the reading
  rangeError: wordsOf(() => (1).toFixed(-1)),
  stackStyle: readStackStyle(),
}))

function wordsOf(fail: () => unknown): string {
  try {
    fail()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, wordsMax) : ''
  }
}

function readStackStyle() {
  const stack = new Error('x').stack ?? ''
  if (/^\s+at /m.test(stack)) return 'v8'
  return stack.includes('@') ? 'at-sign' : 'none'
}
