/**
 * Resolves in a new task, so that the page's own tasks (input first of all) run in between. A
 * message channel has no minimum delay; `setTimeout` nested has one of 4 ms.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel === 'undefined') {
      setTimeout(resolve, 0)
      return
    }
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(0)
  })
}

/**
 * Resolves when the page is idle, after `timeoutMs` at the latest. WebKit has no
 * `requestIdleCallback` (checked in WebKitGTK 2.4x): there a short timer.
 */
export function whenIdle(timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') {
      requestIdleCallback(() => resolve(), { timeout: timeoutMs })
    } else {
      setTimeout(resolve, Math.min(50, timeoutMs))
    }
  })
}
