import type { Browser, OpenOptions } from './browser'
import { openChromium } from './chromium'
import type { BrowserKind } from './find-browser'
import { openFirefox } from './firefox'
import { openWebkit } from './webkit'

/** Opens a real, driven browser. Close it in a `finally` or `afterAll`. */
export function openBrowser(kind: BrowserKind, options: OpenOptions = {}): Promise<Browser> {
  if (kind === 'chromium') return openChromium(options)
  if (kind === 'firefox') return openFirefox(options)
  return openWebkit(options)
}
