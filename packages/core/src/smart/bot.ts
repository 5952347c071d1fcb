import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'
import { defineSmartSignal, type Evidence } from './define'

interface BotEvidence extends Evidence {
  readonly type: string
}

/** Driver globals by what they betray; matched in order, the first names the type. */
const driverTypes: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/selenium|\$cdc_|^cdc_|__driver|__fxdriver|_(Array|Promise|Symbol)$/i, 'selenium'],
  [/webdriver/i, 'webdriver'],
  [/nightmare/i, 'nightmarejs'],
  [/phantom/i, 'phantomjs'],
]

/**
 * `navigator.webdriver`, driver globals and the HeadlessChrome name: each decisive by itself, none
 * seen in 14 undriven browsers (Chromium 156, Firefox 153, WebKitGTK).
 */
export const bot = defineSmartSignal({
  name: 'bot',
  docs: 'The browser is driven by a program: it says so itself, carries the globals of a driver, or names itself headless.',
  detect(facts) {
    if (!hasData(facts)) return undefined
    const evidence = [...webdriver(facts), ...driverGlobals(facts), ...headlessName(facts)]
    // The most telling kind names the type: a driver's own global says more than the plain flag.
    const first = evidence.find(({ type }) => type !== 'webdriver') ?? evidence[0]
    return {
      value: first ? { result: 'bad', type: first.type } : { result: 'not_detected' },
      evidence: evidence.map(({ says, weight }) => ({ says, weight })),
    }
  },
})

function hasData({ payload }: Facts): boolean {
  const reading = payload.signals.webdriver
  return reading !== undefined && reading.error === undefined
}

function webdriver({ payload }: Facts): BotEvidence[] {
  if (readValue(payload.signals, 'webdriver') !== true) return []
  return [{ says: 'navigator.webdriver is true', weight: 1, type: 'webdriver' }]
}

function driverGlobals({ payload }: Facts): BotEvidence[] {
  const names = readValue(payload.signals, 'driverGlobals')
  if (!Array.isArray(names)) return []
  return names
    .filter((name): name is string => typeof name === 'string')
    .map((name) => ({
      says: `the page carries the driver global ${name}`,
      weight: 1,
      type: driverTypes.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown',
    }))
}

function headlessName({ network, payload }: Facts): BotEvidence[] {
  const texts = [network.userAgent, readValue(payload.signals, 'userAgent')]
  const isHeadless = texts.some((text) => typeof text === 'string' && /headless/i.test(text))
  if (!isHeadless) return []
  return [{ says: 'the user agent calls itself headless', weight: 1, type: 'headless_chrome' }]
}
