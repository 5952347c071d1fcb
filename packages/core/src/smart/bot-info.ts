import type { BotInfo } from './define'

const names: ReadonlyMap<string, string> = new Map([
  ['headless_chrome', 'Headless Chrome'],
  ['nightmarejs', 'Nightmare'],
  ['phantomjs', 'PhantomJS'],
  ['playwright', 'Playwright'],
  ['puppeteer', 'Puppeteer'],
  ['selenium', 'Selenium'],
  ['webdriver', 'WebDriver'],
])

/** `bot_info` of a browser that nobody answers for: the tool, as far as its traces tell. */
export function automationInfo(type: string, confidence: BotInfo['confidence']): BotInfo {
  return {
    category: 'browser_automation',
    provider: 'unknown',
    name: names.get(type) ?? 'unknown',
    identity: 'unknown',
    confidence,
  }
}
