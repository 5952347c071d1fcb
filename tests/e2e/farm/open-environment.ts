import { join } from 'node:path'
import type { Browser, OpenOptions } from '../../browsers/browser'
import { openBrowser } from '../../browsers/open-browser'
import { hasXvfb } from '../../browsers/xvfb'
import { type BuildName, builds } from './builds'
import type { Environment } from './environment'
import { missingFontFolders, writeFontConfig } from './font-sets'

interface Opening {
  /** @default the environment's */
  readonly build?: BuildName
  /** Keeps what the machine has, such as its font configuration. */
  readonly folder: string
  readonly profileDir?: string
  readonly incognito?: boolean
}

/** What this machine lacks to be that environment. */
export function missingFor({ build, updatesTo = build, fonts }: Environment): string[] {
  const browsers = [...new Set([build, updatesTo])].map((name) => builds[name].missing())
  const screen = builds[build].headless || hasXvfb() ? undefined : 'Xvfb'
  return [...browsers, screen, ...missingFontFolders(fonts)].filter((name) => name !== undefined)
}

/**
 * Opens the environment's browser. Language and time zone come from the system's variables, fonts
 * from fontconfig, the screen from Xvfb: nothing is emulated by the driver.
 *
 * Driving changes `navigator.webdriver`, in Chromium 156 also the height of the page (by the bar
 * that says so) and WebGL: Playwright allows SwiftShader, without which a window on a machine without
 * a graphics card has none. In Firefox 153 one more permission can be asked for. Nothing else that
 * is read changes: measured against the same browsers without a driver.
 */
export function openEnvironment(environment: Environment, opening: Opening): Promise<Browser> {
  const { screen, processors, webgl } = environment
  const { folder, profileDir, incognito = false } = opening
  const { kind, headless, getPath } = builds[opening.build ?? environment.build]
  return openBrowser(kind, {
    headless,
    incognito,
    executablePath: getPath(),
    screen,
    processors,
    windowSize: windowOn(screen),
    gpu: webgl === 'llvmpipe',
    env: systemEnv(environment, folder),
    args: kind === 'chromium' ? chromiumArgs(environment, headless) : [],
    prefs: firefoxPrefs(environment),
    ...(profileDir !== undefined && { profileDir }),
  })
}

/** A window that leaves some of the screen free. */
function windowOn({ width, height, scale }: Environment['screen']) {
  const most = (pixels: number) => Math.floor((pixels / scale) * 0.9)
  return { width: most(width), height: most(height) }
}

function systemEnv({ languages, timeZone, fonts }: Environment, folder: string) {
  const locale = `${languages[0].replace('-', '_')}.UTF-8`
  return {
    TZ: timeZone,
    LANG: locale,
    LANGUAGE: locale,
    LC_ALL: locale,
    FONTCONFIG_FILE: writeFontConfig(fonts, join(folder, 'fonts')),
  }
}

function chromiumArgs({ languages, webgl }: Environment, headless: boolean): string[] {
  return [
    // The shell has no settings of its own to keep the list in.
    ...(headless ? [`--accept-lang=${languages.join(',')}`] : []),
    ...(webgl === 'none' ? ['--disable-3d-apis'] : []),
  ]
}

function firefoxPrefs({ languages, webgl }: Environment): NonNullable<OpenOptions['prefs']> {
  return {
    'intl.accept_languages': languages.join(', '),
    // As it comes: with the language packs of the machine.
    'extensions.enabledScopes': 5,
    ...(webgl === 'none' && { 'webgl.disabled': true }),
  }
}
