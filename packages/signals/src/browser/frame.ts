/** The window of the clean frame. */
export type FrameWindow = Window & typeof globalThis

export interface OpenFrame {
  readonly inside: FrameWindow
  readonly body: HTMLElement
  readonly element: HTMLIFrameElement
}

/**
 * Opens one hidden empty frame. It has its document at once (checked in Chromium 156, Firefox 153,
 * WebKitGTK 2.50). It is placed by the style object, never by attributes, so `style-src 'self'` has
 * nothing to object to. Whoever opens it removes the element.
 *
 * @returns `undefined` when the page forbids frames or has no document element
 */
export function openFrame(): OpenFrame | undefined {
  const parent = document.body ?? document.documentElement
  if (!parent) return undefined
  const element = document.createElement('iframe')
  element.tabIndex = -1
  // Read by `hasPolicy`.
  element.setAttribute('nonce', 'w')
  element.ariaHidden = 'true'
  Object.assign(element.style, {
    position: 'fixed',
    top: '0',
    left: '0',
    width: '1000px',
    height: '400px',
    border: '0',
    visibility: 'hidden',
    pointerEvents: 'none',
  })
  parent.append(element)
  // The window of an own empty frame is always of the same origin.
  const inside = element.contentWindow as FrameWindow | null
  const body = inside?.document.body
  if (inside && body) return { inside, body, element }
  element.remove()
  return undefined
}

/** Opens a frame, reads in it and removes it again, all in one task. */
export function withFrame<Value>(read: (frame: FrameWindow) => Value): Value | undefined {
  const frame = openFrame()
  if (!frame) return undefined
  try {
    return read(frame.inside)
  } finally {
    frame.element.remove()
  }
}
