import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultWindowSize, type OpenOptions } from './browser'
import { chromiumArgs, definedEnv } from './chromium'
import { type BrowserKind, getBrowserPath } from './find-browser'
import { firefoxPrefs } from './firefox'
import { startGroup } from './process-group'
import { createScratchFolder } from './scratch-folder'
import { webkitEnv } from './webkit'
import { startXvfb } from './xvfb'

export interface UnautomatedBrowser {
  readonly kind: BrowserKind
  /**
   * Ends it as a person would, cookies kept, then removes temporary folders. Chromium (checked in
   * 156) drops the cookies of the last 30 s on SIGTERM and keeps them on SIGINT.
   */
  close(): Promise<void>
}

/**
 * Starts a real browser with an address on a virtual screen, with no driver and no debugging port:
 * what a person would run. What happens is observed on the server's side.
 */
export async function openUnautomated(
  kind: BrowserKind,
  url: string,
  options: Omit<OpenOptions, 'headless'> = {},
): Promise<UnautomatedBrowser> {
  const binary = getBrowserPath(kind)
  const display = await startXvfb()
  const scratch = createScratchFolder(kind)
  const profile = options.profileDir ?? join(scratch.path, 'profile')
  mkdirSync(profile, { recursive: true })
  if (kind === 'firefox') writePrefs(profile, { ...firefoxPrefs, ...options.prefs })
  const env =
    kind === 'webkit'
      ? webkitEnv(profile, display.name)
      : { ...definedEnv(), HOME: scratch.path, DISPLAY: display.name }
  const args = { chromium: forChromium, firefox: forFirefox, webkit: forWebkit }[kind]
  const group = startGroup(binary, args(url, profile, options), { env })
  return {
    kind,
    async close() {
      await group.stop({ signal: kind === 'chromium' ? 'SIGINT' : 'SIGTERM' })
      await display.stop()
      scratch.remove()
    },
  }
}

type Options = Omit<OpenOptions, 'headless'>

function forChromium(url: string, profile: string, options: Options): string[] {
  const { windowSize = defaultWindowSize, args = [], incognito } = options
  return [
    ...chromiumArgs,
    `--user-data-dir=${profile}`,
    `--window-size=${windowSize.width},${windowSize.height}`,
    ...(incognito ? ['--incognito'] : []),
    ...args,
    url,
  ]
}

function forFirefox(url: string, profile: string, options: Options): string[] {
  const { windowSize = defaultWindowSize, args = [], incognito } = options
  return [
    '--no-remote',
    '--profile',
    profile,
    '--width',
    String(windowSize.width),
    '--height',
    String(windowSize.height),
    ...args,
    ...(incognito ? ['--private-window', url] : [url]),
  ]
}

function forWebkit(url: string, profile: string, options: Options): string[] {
  const { windowSize = defaultWindowSize, args = [], incognito } = options
  return [
    `--geometry=${windowSize.width}x${windowSize.height}`,
    ...(incognito ? ['--private'] : [`--cookies-file=${profile}/cookies.txt`]),
    ...args,
    url,
  ]
}

function writePrefs(profile: string, prefs: Record<string, string | number | boolean>): void {
  const lines = Object.entries(prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  writeFileSync(join(profile, 'user.js'), `${lines.join('\n')}\n`)
}
