import type { FrameWindow } from './frame'

/** The frame's policy was kept. */
export const enforced = 'enforced'
/** What the frame's policy forbids went through. */
export const ran = 'ran'

/** Not in the DOM library of every version. */
interface Trusting {
  trustedTypes?: {
    createPolicy(name: string, rules: { createHTML(text: string): string }): unknown
  }
}

/**
 * Whether a frame's own policy is kept. It demands trusted types; a default policy then sees every text
 * that becomes markup, and sees none where policies are bypassed. A forbidden script would tell the same,
 * but browsers write an error on the console when they stop it. `undefined` without trusted types (they
 * are in Chromium 156, Firefox 153 and WebKitGTK 2.50).
 */
export function tryPolicy(
  frame: FrameWindow,
  body: HTMLElement,
): typeof enforced | typeof ran | undefined {
  const { trustedTypes } = frame as Trusting
  if (!trustedTypes) return undefined
  const meta = frame.document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = "require-trusted-types-for 'script'"
  frame.document.head.append(meta)
  let isSeen = false
  trustedTypes.createPolicy('default', {
    createHTML: (text) => {
      isSeen = true
      return text
    },
  })
  body.innerHTML = ' '
  return isSeen ? enforced : ran
}
