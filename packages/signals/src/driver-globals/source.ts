import { defineSource } from '../define'

const namesMax = 50
const lengthMax = 100

/**
 * Matched by name, never by difference to a clean frame: chromedriver's variables exist there too
 * (checked with Chromium 156), and unknown variables belong to the page, its wallets and readers.
 */
const patterns = [
  /^[a-z]{3}_[A-Za-z0-9]{8,}_(Array|JSON|Object|Promise|Proxy|Symbol|Window)$/,
  /^\$(cdc|chrome)_/,
  /^_{1,2}(webdriver|selenium|fxdriver|driver_(un|e)|lastWatir|nightmare|phantomas)/i,
  /^__(pw_|pwInitScripts|playwright|puppeteer_)/,
  /^(domAutomation|puppeteer_|call(ed)?Selenium|ChromeDriverw)/,
  /^(callPhantom|_phantom|awesomium|CefSharp|fmget_targets|wdioElectron)$/,
]

/** Attributes that old drivers put on the root element. */
const rootAttributes = ['webdriver', 'selenium', 'driver']

/** Names on window and document, and attributes of the root element; no getter is called. */
export const driverGlobals = defineSource('driverGlobals', () => {
  const names = [...Object.getOwnPropertyNames(window), ...Object.getOwnPropertyNames(document)]
  const found = new Set(names.filter((name) => patterns.some((pattern) => pattern.test(name))))
  for (const name of Object.keys(window)) if (isExposed(name)) found.add(name)
  for (const name of rootAttributes) {
    if (document.documentElement?.hasAttribute(name)) found.add(name)
  }
  return [...found].slice(0, namesMax).map((name) => name.slice(0, lengthMax))
})

// Playwright and Puppeteer mark the functions that a script exposes to the page.
function isExposed(name: string): boolean {
  const value: unknown = Object.getOwnPropertyDescriptor(window, name)?.value
  return typeof value === 'function' && Object.hasOwn(value, '__installed')
}
