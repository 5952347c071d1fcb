import { mkdirSync, writeFileSync } from 'node:fs'
import type { OpenOptions } from '../browsers/browser'
import type { BrowserKind } from '../browsers/find-browser'
import { openUnautomated } from '../browsers/open-unautomated'
import { packCanvasNoise, unpackCanvasNoise } from './canvas-noise'
import type { Cell, CellKind } from './cell'
import { sharedEnv } from './shared-environment'

type Options = Omit<OpenOptions, 'headless'>

interface Person {
  readonly kind?: CellKind
  readonly visits?: number
  readonly pageWaitMs?: number
  /** Made in the cell's own folder, for what needs files. */
  readonly options?: (folder: string) => Options
}

/** A browser that is started with an address, with no driver and no debugging port. */
function person(
  name: string,
  browser: BrowserKind,
  options: Options = {},
  { kind = 'person', visits, pageWaitMs, options: inFolder }: Person = {},
): Cell {
  return {
    name,
    kind,
    needs: [browser, 'virtual screen'],
    ...(visits !== undefined && { visits }),
    ...(pageWaitMs !== undefined && { pageWaitMs }),
    async open(url, folder) {
      const own = { ...options, ...inFolder?.(folder) }
      return openUnautomated(browser, url, {
        profileDir: `${folder}/profile`,
        ...own,
        env: { ...sharedEnv, ...own.env },
      })
    },
  }
}

/** Developer tools in a window of their own, as the user's preferences of Chromium 156 have it. */
function undockTools(profileDir: string): void {
  const preferences = { devtools: { preferences: { currentDockState: '"undocked"' } } }
  mkdirSync(`${profileDir}/Default`, { recursive: true })
  writeFileSync(`${profileDir}/Default/Preferences`, JSON.stringify(preferences))
}

const twice: Person = { visits: 2 }

/**
 * Developer tools open some seconds after a browser that starts with them (Chromium 156: 3 to 4), and
 * so long a starting browser is busy with itself.
 */
const patient: Person = { pageWaitMs: 6_000 }

const elsewhere = { TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8', LANGUAGE: 'ja', LC_ALL: 'ja_JP.UTF-8' }

const scaled: Options = { screen: { width: 2560, height: 1440, scale: 1.25 } }

/** Chromium shows WebGL only where it is told to on a machine without a graphics card (156). */
const chromium: readonly Cell[] = [
  person('Chromium, fresh profile', 'chromium'),
  person('Chromium, at rest', 'chromium', {}, patient),
  person('Chromium, restarted profile', 'chromium', {}, twice),
  person('Chromium, incognito window', 'chromium', { incognito: true }),
  person('Chromium, guest window', 'chromium', { args: ['--guest'] }),
  person(
    'Chromium, devtools open',
    'chromium',
    { args: ['--auto-open-devtools-for-tabs'] },
    patient,
  ),
  person(
    'Chromium, devtools in a window',
    'chromium',
    {},
    {
      ...patient,
      options: (folder) => {
        undockTools(`${folder}/profile`)
        return { args: ['--auto-open-devtools-for-tabs'] }
      },
    },
  ),
  person('Chromium, in Japanese and Tokyo, scale 1.25', 'chromium', { ...scaled, env: elsewhere }),
  person('Chromium, UTC', 'chromium', { env: { TZ: 'UTC' } }),
  person('Chromium, no GPU, no 3D', 'chromium', { args: ['--disable-3d-apis'] }),
  person('Chromium, SwiftShader', 'chromium', { args: ['--enable-unsafe-swiftshader'] }),
  person('Chromium, llvmpipe', 'chromium', { gpu: true }),
  person('Chromium, one processor', 'chromium', { processors: 1 }),
]

/**
 * What the strict setting of tracking protection switches on; the category alone does it only when
 * a person chooses it in the settings (153).
 */
const strictProtection = {
  'browser.contentblocking.category': 'strict',
  'network.cookie.cookieBehavior': 5,
  'privacy.trackingprotection.enabled': true,
  'privacy.trackingprotection.socialtracking.enabled': true,
  'privacy.trackingprotection.emailtracking.enabled': true,
  'privacy.fingerprintingProtection': true,
  'privacy.bounceTrackingProtection.mode': 1,
  'privacy.query_stripping.enabled': true,
} as const

const firefox: readonly Cell[] = [
  person('Firefox, fresh profile', 'firefox'),
  person('Firefox, restarted profile', 'firefox', {}, twice),
  person('Firefox, private window', 'firefox', { incognito: true }),
  person('Firefox, always private', 'firefox', {
    prefs: { 'browser.privatebrowsing.autostart': true },
  }),
  person(
    'Firefox, devtools open',
    'firefox',
    {
      args: ['--devtools'],
      prefs: { 'devtools.toolbox.selectedTool': 'webconsole' },
    },
    patient,
  ),
  person('Firefox, in Japanese and Tokyo, scale 1.25', 'firefox', {
    ...scaled,
    env: elsewhere,
    prefs: { 'intl.accept_languages': 'ja, en-US, en' },
  }),
  person('Firefox, UTC', 'firefox', { env: { TZ: 'UTC' } }),
  person('Firefox, no WebGL', 'firefox', { prefs: { 'webgl.disabled': true } }),
  person('Firefox, resistFingerprinting', 'firefox', {
    prefs: { 'privacy.resistFingerprinting': true },
  }),
  person('Firefox, strict protection', 'firefox', { prefs: strictProtection }),
]

const webkit: readonly Cell[] = [
  person('WebKitGTK, fresh profile', 'webkit'),
  person('WebKitGTK, restarted profile', 'webkit', {}, twice),
  person('WebKitGTK, private window', 'webkit', { incognito: true }),
  // Its language is the C library's: where a locale is not generated, it stays English (2.50).
  person('WebKitGTK, in Tokyo', 'webkit', { env: { TZ: 'Asia/Tokyo' } }),
  person('WebKitGTK, UTC', 'webkit', { env: { TZ: 'UTC' } }),
]

export const people: readonly Cell[] = [...chromium, ...firefox, ...webkit]

/** A desktop Chromium of another system, as a flag or a preference would have it. */
export const windowsChrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Safari/537.36'

/** What Debian's Chromium 156 calls itself when it has a window. */
export const linuxChrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

const windowsFirefox =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

const override: Person = { kind: 'override' }

const byPreference = (userAgent: string, more: OpenOptions['prefs'] = {}): Options => ({
  prefs: { 'general.useragent.override': userAgent, ...more },
})

/** People who lie about their browser, without a driver. */
export const undrivenOverrides: readonly Cell[] = [
  person(
    'Chromium, user agent by flag: Windows',
    'chromium',
    { args: [`--user-agent=${windowsChrome}`] },
    override,
  ),
  person(
    'Chromium, user agent by flag: iPhone',
    'chromium',
    { args: [`--user-agent=${iphone}`] },
    override,
  ),
  person(
    'Firefox, user agent by preference: Chrome',
    'firefox',
    byPreference(windowsChrome),
    override,
  ),
  person(
    'Firefox, user agent by preference: Windows',
    'firefox',
    byPreference(windowsFirefox),
    override,
  ),
  person(
    'Firefox, user agent and platform by preference',
    'firefox',
    byPreference(windowsFirefox, { 'general.platform.override': 'Win32' }),
    override,
  ),
  person(
    'Chromium, canvas-noise extension',
    'chromium',
    {},
    {
      ...override,
      options: (folder) => ({ args: [`--load-extension=${unpackCanvasNoise(folder)}`] }),
    },
  ),
  person(
    'Firefox, canvas-noise extension',
    'firefox',
    {},
    {
      ...override,
      options: (folder) => ({ prefs: packCanvasNoise(`${folder}/profile`) }),
    },
  ),
]
