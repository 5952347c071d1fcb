import type { Facts } from '../facts'
import { combine } from './combine'
import { getterReads, isTrue, readConsoleCues, shownEngine } from './console-cues'
import type { Evidence } from './define'
import { httpContradictions } from './http-contradictions'
import { asTexts, readFields, readText, readTexts } from './read-fields'

export interface BotEvidence extends Evidence {
  readonly type: string
}

/** Driver globals by what they betray; matched in order, the first names the type. */
const driverTypes: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/selenium|\$cdc_|^cdc_|__driver|__fxdriver|_(Array|Promise|Symbol)$/i, 'selenium'],
  [/webdriver/i, 'webdriver'],
  [/nightmare/i, 'nightmarejs'],
  [/phantom/i, 'phantomjs'],
  [/playwright|__pw/i, 'playwright'],
  [/puppeteer/i, 'puppeteer'],
]

/**
 * Each decisive by itself, none seen in 14 undriven browsers (Chromium 156, Firefox 153,
 * WebKitGTK).
 */
export function decisiveEvidence(facts: Facts): BotEvidence[] {
  return [
    ...webdriver(facts),
    ...driverGlobals(facts),
    ...headlessName(facts),
    ...logListener(facts),
    ...httpLibrary(facts),
  ]
}

function webdriver(facts: Facts): BotEvidence[] {
  if (!isTrue(facts, 'webdriver')) return []
  return [{ says: 'navigator.webdriver is true', weight: 1, type: 'webdriver' }]
}

function driverGlobals(facts: Facts): BotEvidence[] {
  return readTexts(facts, 'driverGlobals').map((name) => ({
    says: `the page carries the driver global ${name}`,
    weight: 1,
    type: driverTypes.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown',
  }))
}

/** The headless shell adds its name to the brands too, and a worker forgets to hide it. */
function headlessName(facts: Facts): BotEvidence[] {
  const worker = readFields(facts, 'workerFacts')
  const { brands } = readFields(facts, 'userAgentData')
  const texts = [
    facts.network.userAgent,
    readText(facts, 'userAgent'),
    readText(facts, 'appVersion'),
    worker.userAgent,
    ...asTexts(worker.brands),
    JSON.stringify(brands ?? ''),
  ]
  const isHeadless = texts.some((text) => typeof text === 'string' && /headless/i.test(text))
  if (!isHeadless) return []
  return [{ says: 'the browser calls itself headless', weight: 1, type: 'headless_chrome' }]
}

/**
 * Firefox 153 reads getters of logged objects only while a WebDriver BiDi session listens to the
 * log; its own developer tools do not, and no plain window does.
 */
function logListener(facts: Facts): BotEvidence[] {
  if (shownEngine(facts) !== 'gecko' || getterReads(facts) === 0) return []
  if (readConsoleCues(facts).isDocked) return []
  return [{ says: 'a program listens to the log of Firefox', weight: 1, type: 'webdriver' }]
}

const traitWeightMin = 0.5
const traitsMin = 2
const libraryMin = 0.9

/**
 * No browser wrote the request: the headers name a library, or several traits say so that browsers
 * never show and proxies do not make.
 */
function httpLibrary(facts: Facts): BotEvidence[] {
  const traits = httpContradictions(facts).filter(({ kind }) => kind === 'automation')
  const plain = traits.filter(({ weight }) => weight === 1)
  const strong = traits.filter(({ weight }) => weight >= traitWeightMin)
  const isLibrary =
    strong.length >= traitsMin && combine(strong.map(({ weight }) => weight)) >= libraryMin
  const deciding = plain.length > 0 ? plain : isLibrary ? strong : []
  return deciding.map(({ says, weight }) => ({ says, weight, type: 'unknown' }))
}
