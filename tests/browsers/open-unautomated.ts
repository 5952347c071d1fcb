import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultWindowSize, type OpenOptions } from './browser'
import { definedEnv } from './chromium'
import { toChromiumArgs } from './chromium-args'
import { type BrowserKind, getBrowserPath } from './find-browser'
import { toFirefoxPrefs } from './firefox'
import { startGroup } from './process-group'
import { limitProcessors } from './processors'
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
  const named = options.executablePath ?? getBrowserPath(kind)
  const display = await startXvfb(options.screen)
  const scratch = createScratchFolder(kind)
  const profile = options.profileDir ?? join(scratch.path, 'profile')
  mkdirSync(profile, { recursive: true })
  // A private window of its own: the profile stays a lasting one.
  if (kind === 'firefox') writePrefs(profile, toFirefoxPrefs({ ...options, incognito: false }))
  const { processors } = options
  const isLimited = processors !== undefined && kind === 'chromium'
  const binary = isLimited ? limitProcessors(named, processors, scratch.path) : named
  const ownEnv =
    kind === 'webkit'
      ? webkitEnv(profile, display.name)
      : { ...definedEnv(), HOME: scratch.path, DISPLAY: display.name }
  const args = { chromium: forChromium, firefox: forFirefox, webkit: forWebkit }[kind]
  const group = startGroup(binary, args(url, profile, options), {
    env: { ...ownEnv, ...options.env },
  })
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
  return [
    ...toChromiumArgs({ ...options, headless: false }),
    `--user-data-dir=${profile}`,
    ...(options.incognito ? ['--incognito'] : []),
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
