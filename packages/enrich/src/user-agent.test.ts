import { describe, expect, test } from 'vitest'
import { readUserAgent } from './user-agent'

const cases = [
  {
    name: 'Chrome on Linux',
    text: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    browser: ['Chrome', '156', '156.0.0.0', 'Linux', '', 'Other'],
    claimed: { engine: 'blink', os: 'linux' },
  },
  {
    name: 'headless Chrome',
    text: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    browser: ['HeadlessChrome', '156', '156.0.0.0', 'Linux', '', 'Other'],
    claimed: { engine: 'blink', os: 'linux' },
  },
  {
    name: 'Edge on Windows',
    text: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
    browser: ['Edge', '156', '156.0.0.0', 'Windows', '10', 'Other'],
    claimed: { engine: 'blink', os: 'windows' },
  },
  {
    name: 'Firefox on Linux',
    text: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    browser: ['Firefox', '153', '153.0', 'Linux', '', 'Other'],
    claimed: { engine: 'gecko', os: 'linux' },
  },
  {
    name: 'Safari on macOS',
    text: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    browser: ['Safari', '17', '17.4', 'Mac OS X', '10.15.7', 'Other'],
    claimed: { engine: 'webkit', os: 'macos' },
  },
  {
    name: 'Chrome on iPhone is WebKit',
    text: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/123.0.6312.52 Mobile/15E148 Safari/604.1',
    browser: ['Chrome', '123', '123.0.6312.52', 'iOS', '17.4', 'iPhone'],
    claimed: { engine: 'webkit', os: 'ios' },
  },
  {
    name: 'Samsung Internet',
    text: 'Mozilla/5.0 (Linux; Android 13; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
    browser: ['Samsung Internet', '25', '25.0', 'Android', '13', 'Other'],
    claimed: { engine: 'blink', os: 'android' },
  },
] as const

describe('readUserAgent', () => {
  test.each(cases)('$name', ({ text, browser, claimed }) => {
    const facts = readUserAgent(text)
    const b = facts.browser
    expect([
      b.browserName,
      b.browserMajorVersion,
      b.browserFullVersion,
      b.os,
      b.osVersion,
      b.device,
    ]).toEqual(browser)
    expect(facts.claimed).toEqual(claimed)
  })

  test('a missing or meaningless text gives empty parts', () => {
    expect(readUserAgent('').browser.browserName).toBe('')
    expect(readUserAgent('x'.repeat(50_000)).claimed).toEqual({ engine: 'unknown', os: 'other' })
  })
})
