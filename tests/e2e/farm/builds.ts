import { findBrowser, getBrowserPath, type InstalledBrowser } from '../../browsers/find-browser'
import { hasOldChromium, unpackOldChromium } from './old-chromium'

/** A browser of one version. */
interface Build {
  readonly kind: 'chromium' | 'firefox'
  /** Without a window. */
  readonly headless: boolean
  /** What is missing when it cannot run here. */
  readonly missing: () => string | undefined
  /** @throws Error when it is missing */
  readonly getPath: () => string
}

/**
 * The two shells are one product, so that going from the older to the newer is an update and
 * nothing else. From Chromium 147 without a window to 156 with one, plugins, the PDF viewer, the
 * keyboard layout and text smoothing would change too (measured).
 */
export const builds = {
  chromium: { kind: 'chromium', headless: false, ...installed('chromium') },
  'chromium-shell': { kind: 'chromium', headless: true, ...installed('chromium-shell') },
  'chromium-147': {
    kind: 'chromium',
    headless: true,
    missing: () => (hasOldChromium ? undefined : 'Chromium 147 (needs Linux on x64)'),
    getPath: unpackOldChromium,
  },
  firefox: { kind: 'firefox', headless: false, ...installed('firefox') },
} as const satisfies Record<string, Build>

export type BuildName = keyof typeof builds

function installed(name: InstalledBrowser): Pick<Build, 'missing' | 'getPath'> {
  return {
    missing: () => (findBrowser(name) ? undefined : name),
    getPath: () => getBrowserPath(name),
  }
}
