import type { Snapshot } from './world/browser'
import { dayMs } from './world/calendar'
import { worldParameters } from './world-parameters'

/**
 * How long a browser's storage keeps the id. `stateless`: never; `cookies`: until it is cleared,
 * private windows keep nothing; `capped`: as cookies, and Safari forgets after 7 days.
 */
export const modes = ['stateless', 'cookies', 'capped'] as const
export type Mode = (typeof modes)[number]

/** The storage of all browsers, as one linker filled it. */
export interface Jars {
  /** The token that this visit brings along. */
  token(snapshot: Snapshot): string | undefined
  /** Keeps the token that the visit was given. */
  keep(snapshot: Snapshot, token: string): void
}

export function createJars(mode: Mode): Jars {
  const jars = new Map<number, { token: string; at: number }>()
  const capMs = worldParameters.storage.safariCapDays * dayMs
  return {
    token({ browser, at, isIncognito, isCleared }) {
      if (mode === 'stateless') return undefined
      if (isCleared) jars.delete(browser.index)
      if (isIncognito) return undefined
      const jar = jars.get(browser.index)
      if (!jar) return undefined
      const isCapped = mode === 'capped' && browser.family === 'webkit' && at - jar.at > capMs
      return isCapped ? undefined : jar.token
    },
    keep({ browser, at, isIncognito }, token) {
      if (mode === 'stateless' || isIncognito) return
      jars.set(browser.index, { token, at })
    },
  }
}
