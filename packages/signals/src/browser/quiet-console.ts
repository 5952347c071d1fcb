import { type FrameWindow, withFrame } from './frame'

const methods = ['debug', 'log', 'table'] as const

/**
 * Calls `use` with a console that nobody has wrapped: the page's own, else that of a clean frame.
 * Monitoring scripts wrap the console, read the stack of what is logged and send it home.
 */
export function withQuietConsole<Value>(
  use: (realm: Pick<FrameWindow, 'console' | 'Error'>) => Value,
): Value | undefined {
  const isOwn = methods.every((name) => /\{\s*\[native code\]\s*\}$/.test(String(console[name])))
  return isOwn ? use(window) : withFrame(use)
}
