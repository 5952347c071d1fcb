import { existsSync } from 'node:fs'
import { findBrowser, type InstalledBrowser } from '../browsers/find-browser'
import { hasXvfb } from '../browsers/xvfb'

/** Who opens the page: a program, a person, or a person or program who lies about the browser. */
export type CellKind = 'bot' | 'person' | 'override'

/** One browser that is opened in one way, and visits the gauntlet's page. */
export interface Cell {
  readonly name: string
  readonly kind: CellKind
  /** What must be installed. */
  readonly needs: readonly Need[]
  /** Opens the page's address; resolves once the browser has been told to. */
  open(url: string, folder: string): Promise<Opened>
  /** How often it comes, closed in between; the last visit counts. @default 1 */
  readonly visits?: number
  /** How long the page waits before it starts the agent. @default 0 */
  readonly pageWaitMs?: number
}

/** A browser that is on the page. */
export interface Opened {
  close(): Promise<void>
}

export type Need = InstalledBrowser | 'chromedriver' | 'virtual screen'

/** Debian's chromium-driver; `WHORL_CHROMEDRIVER` names another one. */
export const chromedriverPath = process.env.WHORL_CHROMEDRIVER ?? '/usr/bin/chromedriver'

/** What this machine lacks for a cell. */
export function missingFor({ needs }: Cell): Need[] {
  return needs.filter((need) => !isThere(need))
}

function isThere(need: Need): boolean {
  if (need === 'chromedriver') return existsSync(chromedriverPath)
  if (need === 'virtual screen') return hasXvfb()
  return findBrowser(need) !== undefined
}
