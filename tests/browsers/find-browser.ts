import { existsSync } from 'node:fs'
import browsers from './browsers.json'

export type BrowserKind = 'chromium' | 'firefox' | 'webkit'

export const browserKinds: readonly BrowserKind[] = ['chromium', 'firefox', 'webkit']

/** An installed program; `chromium-shell` is Chromium without anything that draws a window. */
export type InstalledBrowser = keyof typeof browsers

/**
 * Path of an installed browser: the environment variable (`WHORL_CHROMIUM`,
 * `WHORL_CHROMIUM_SHELL`, `WHORL_FIREFOX`, `WHORL_WEBKIT`, the last one naming a MiniBrowser), else
 * the usual system paths. `undefined` when there is none.
 */
export function findBrowser(kind: InstalledBrowser): string | undefined {
  const { env, paths } = browsers[kind]
  const named = process.env[env]
  if (named) return existsSync(named) ? named : undefined
  return paths.find((path) => existsSync(path))
}

/** Like `findBrowser`, but a missing browser is an error that says how to get it. */
export function getBrowserPath(kind: InstalledBrowser): string {
  const path = findBrowser(kind)
  if (path) return path
  const { env, aptPackages } = browsers[kind]
  throw new Error(`${kind} not found: set ${env} or install ${aptPackages.join(' ')}`)
}
